package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.load();

    @Test
    void thirtyNineSystemsAreListedEachWithTitleDateAndClaim() {
        assertThat(catalogue.systems()).hasSize(39);
        assertThat(catalogue.systems()).allSatisfy(system -> {
            assertThat(system.title()).isNotBlank();
            assertThat(system.claim()).isNotBlank();
            assertThat(system.date()).matches("20\\d\\d-\\d\\d");
            assertThat(system.arxiv()).matches("(\\d{4}\\.\\d{5})?");
        });
        assertThat(catalogue.systems().stream().map(PublishedSystem::name))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void wordsNarrowTheListWithoutRegardToCase() {
        assertThat(catalogue.systems(List.of("GAUSSIAN", "frequenc")))
                .extracting(PublishedSystem::name)
                .containsExactly("gp-high-frequency");
        assertThat(catalogue.systems(List.of("2001.04536")))
                .extracting(PublishedSystem::name)
                .containsExactly("gradient-pathologies");
        assertThat(catalogue.systems(List.of("no such word"))).isEmpty();
    }

    @Test
    void everyStudyBelongsToASystem() {
        assertThat(catalogue.studies())
                .allSatisfy(study -> assertThat(catalogue.system(study.name())).isPresent());
    }
}
