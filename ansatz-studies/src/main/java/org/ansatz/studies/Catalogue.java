package org.ansatz.studies;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The published systems, and the studies of this version that reproduce them. */
public final class Catalogue {
    private final List<PublishedSystem> systems;
    private final List<Study> studies;

    private Catalogue(List<PublishedSystem> systems, List<Study> studies) {
        this.systems = systems;
        this.studies = studies;
    }

    /** Everything that this version holds. */
    public static Catalogue load() {
        try (InputStream in = Catalogue.class.getResourceAsStream("systems.json")) {
            List<PublishedSystem> systems = new JsonMapper().readValue(in, new TypeReference<>() {});
            List<Study> studies = List.of(
                    new GradientPathologies(),
                    new PhysicsInformedGaussians(),
                    new GpHighFrequency(),
                    new ImplicitNeuralSpatialRepresentation(),
                    new ChebyshevTuckerFormat(),
                    new MgTfno(),
                    new AprioriCompressedCnn(),
                    new LordNetStudy(),
                    new Amangkurat(),
                    new DomainWalls(),
                    new HamiltonianMetaLearning(),
                    new AdaptiveMemoryMomentum(),
                    new Auon(),
                    new Fismo(),
                    new NoetherLearningDynamics(),
                    new MomentumAttentionStudy());
            return new Catalogue(List.copyOf(systems), studies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All systems, by name. */
    public List<PublishedSystem> systems() {
        return systems;
    }

    /** The systems that mention every one of the words. */
    public List<PublishedSystem> systems(List<String> words) {
        return systems.stream().filter(system -> system.mentions(words)).toList();
    }

    public List<Study> studies() {
        return studies;
    }

    /** The study of that name, empty if it is not in this version. */
    public Optional<Study> study(String name) {
        return studies.stream().filter(study -> study.name().equals(name)).findFirst();
    }

    /** The system of that name. */
    public Optional<PublishedSystem> system(String name) {
        return systems.stream().filter(system -> system.name().equals(name)).findFirst();
    }
}
