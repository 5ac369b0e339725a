package org.ansatz.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules that keep the house open: who may know whom. */
@AnalyzeClasses(packages = "org.ansatz", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule modulesKnowOnlyThoseAboveThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("tensor")
            .definedBy("org.ansatz.tensor..")
            .layer("learn")
            .definedBy("org.ansatz.learn..")
            .layer("physics")
            .definedBy("org.ansatz.physics..")
            .layer("lowrank")
            .definedBy("org.ansatz.lowrank..")
            .layer("solve")
            .definedBy("org.ansatz.solve..")
            .layer("operator")
            .definedBy("org.ansatz.operator..")
            .layer("dynamics")
            .definedBy("org.ansatz.dynamics..")
            .layer("studies")
            .definedBy("org.ansatz.studies..")
            .layer("cli")
            .definedBy("org.ansatz.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("studies")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("dynamics")
            .mayOnlyBeAccessedByLayers("studies", "cli")
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("dynamics", "studies", "cli")
            .whereLayer("solve")
            .mayOnlyBeAccessedByLayers("operator", "dynamics", "studies", "cli")
            .whereLayer("lowrank")
            .mayOnlyBeAccessedByLayers("solve", "operator", "dynamics", "studies", "cli")
            .whereLayer("physics")
            .mayOnlyBeAccessedByLayers("lowrank", "solve", "operator", "dynamics", "studies", "cli")
            .whereLayer("learn")
            .mayOnlyBeAccessedByLayers("physics", "lowrank", "solve", "operator", "dynamics", "studies", "cli");

    @ArchTest
    static final ArchRule onlyTensorKnowsTheNativeEngine = noClasses()
            .that()
            .resideOutsideOfPackage("org.ansatz.tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule packagesOfAModuleFormNoCycles =
            slices().matching("org.ansatz.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandWritesToTheStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackage("org.ansatz.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyTheCommandEndsTheProcess = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .andShould()
            .notBe(Ansatz.class);

    @ArchTest
    static final ArchRule classesAreNamedAfterWhatTheyAre =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?");

    @ArchTest
    static final ArchRule noPackageIsADrawerForOddments = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..manager..", "..impl..");
}
