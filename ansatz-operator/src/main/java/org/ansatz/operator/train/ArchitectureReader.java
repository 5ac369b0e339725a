package org.ansatz.operator.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ansatz.operator.conv.ConvNetSettings;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.fno.FnoSettings.Norm;
import org.ansatz.operator.fno.FnoSettings.Skip;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.lord.LordSettings;
import org.ansatz.operator.lord.SpatialMap;
import org.ansatz.operator.lord.SpatialMap.Form;
import org.ansatz.operator.lord.SpatialMap.Start;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Contraction;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.physics.problem.Entry;
import org.ansatz.physics.problem.Section;
import org.ansatz.physics.problem.Settings;

/** The mapping {@code model} of a model file; which keys it may have depends on its {@code type}. */
final class ArchitectureReader {
    private static final String TYPE = "type";
    private static final List<String> TYPES = List.of("fno", "cnn", "lordnet");
    private static final List<String> FOURIER = List.of(
            TYPE,
            "width",
            "modes",
            "layers",
            "factorization",
            "rank",
            "separable",
            "joint",
            "contraction",
            "fixed_modes",
            "backbone",
            "norm",
            "pre_activation",
            "mlp_skip",
            "mlp_expansion",
            "lifting_ratio",
            "projection_ratio",
            "coordinates",
            "padding",
            "levels",
            "patch_padding",
            "coarse",
            "stitch");
    private static final List<String> CONVOLUTIONS =
            List.of(TYPE, "axes", "width", "layers", "taps", "kernel", "kernel_rank", "inner_rank", "residual");
    private static final List<String> PRODUCTS =
            List.of(TYPE, "grid", "width", "layers", "matrices", "matrix_rank", "shared", "matrix_start", "pre_mix");
    private static final List<String> KERNELS = List.of("dense", "cp", "hierarchical", "shared", "full_cp", "tucker");

    private final String type;
    private final Section model;

    private ArchitectureReader(String type, Section model) {
        this.type = type;
        this.model = model;
    }

    /** All keys of all types. */
    static List<String> keys() {
        return Stream.of(FOURIER, CONVOLUTIONS, PRODUCTS)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** @throws org.ansatz.physics.problem.InvalidProblem for a type or key that there is not */
    static ArchitectureReader of(Entry.Members members, Settings over) {
        String type = new Section(members, keys(), " in model", over).word(TYPE, TYPES, "fno");
        List<String> valid =
                switch (type) {
                    case "cnn" -> CONVOLUTIONS;
                    case "lordnet" -> PRODUCTS;
                    default -> FOURIER;
                };
        ArchitectureReader reader =
                new ArchitectureReader(type, new Section(members, valid, " in a model of type " + type, over));
        keys().stream().filter(key -> over.has(key) && !valid.contains(key)).forEach(key -> {
            throw over.invalid(key, "a model of type " + type + " has no such setting");
        });
        return reader;
    }

    /** Values in force by key. */
    Map<String, String> effective() {
        return model.effective();
    }

    /**
     * For one input and one output channel.
     *
     * @param periodic whether fields go on periodically
     * @throws org.ansatz.physics.problem.InvalidProblem for a value that cannot be
     */
    Architecture read(boolean periodic) {
        model.word(TYPE, TYPES, "fno");
        return switch (type) {
            case "cnn" -> Architecture.of(convolutions(periodic));
            case "lordnet" -> Architecture.of(products());
            default -> fourier();
        };
    }

    private LordSettings products() {
        int[] grid = model.integers("grid", "a list of the numbers of grid points, one per axis, such as [32, 32]");
        int width = model.integer("width", 24, 1);
        int blocks = model.integer("layers", 3, 1);
        Form form = model.choice("matrices", Form.class, Form.DENSE);
        int rank = model.integer("matrix_rank", 1, 1);
        int shared = model.integer("shared", 1, 1);
        Start start = model.choice("matrix_start", Start.class, Start.IDENTITY);
        boolean preMix = model.flag("pre_mix", false);
        long[] points = Arrays.stream(grid).asLongStream().toArray();
        SpatialMap map = model.placed(
                shared == 1 ? "grid" : "shared", () -> new SpatialMap(points, width, shared, rank, form, start));
        return new LordSettings(1, 1, blocks, map, preMix, 1);
    }

    private ConvNetSettings convolutions(boolean periodic) {
        int axes = model.integer("axes", 2, 1);
        int width = model.integer("width", 24, 1);
        int layers = model.integer("layers", 6, 1);
        int taps = model.integer("taps", 5, 1);
        String kernel = model.word("kernel", KERNELS, "dense");
        int rank = model.integer("kernel_rank", 2, 1);
        int inner = model.integer("inner_rank", rank, 1);
        KernelFormat format =
                switch (kernel) {
                    case "cp" -> KernelFormat.canonical(rank);
                    case "hierarchical" -> KernelFormat.hierarchical(rank, inner);
                    case "shared" -> KernelFormat.sharedInput(rank);
                    case "full_cp" -> KernelFormat.fullCanonical(rank);
                    case "tucker" -> KernelFormat.tucker(rank, inner);
                    default -> KernelFormat.dense();
                };
        boolean residual = model.flag("residual", false);
        return model.placed(
                "taps", () -> new ConvNetSettings(1, 1, axes, width, layers, taps, format, residual, periodic));
    }

    private Architecture fourier() {
        int[] sizes = model.integers("modes", "a list of even numbers, one per axis, such as [16, 16]");
        SpectralModes modes = model.placed("modes", () -> new SpectralModes(sizes));
        Kind kind = model.choice("factorization", Kind.class, Kind.DENSE);
        double fraction = model.number("rank", kind == Kind.DENSE ? 1 : 0.1);
        boolean separable = model.flag("separable", false);
        boolean joint = model.flag("joint", false);
        Contraction contraction = model.choice("contraction", Contraction.class, Contraction.AUTOMATIC);
        Set<Integer> fixed = fixedModes();
        String shown = joint && kind == Kind.DENSE ? "joint" : "rank";
        WeightFormat weights = model.placed(
                fixed.isEmpty() ? shown : "fixed_modes",
                () -> new WeightFormat(kind, fraction, separable, joint, contraction, fixed));
        if (!fixed.isEmpty()) {
            int channels = separable ? 1 : 2;
            model.placed("fixed_modes", () -> {
                weights.checkOrder(channels + sizes.length);
                return fixed;
            });
        }
        int levels = model.integer("levels", 0, 0);
        String coordinates = model.word("coordinates", List.of("true", "false", "global"), "true");
        boolean placed = levels > 0 && coordinates.equals("global");
        FnoSettings settings = new FnoSettings(
                1,
                1,
                model.integer("width", 32, 1),
                modes,
                model.integer("layers", 4, 1),
                weights,
                model.choice("backbone", Backbone.class, Backbone.IMPROVED),
                model.choice("norm", Norm.class, Norm.NONE),
                model.flag("pre_activation", false),
                model.choice("mlp_skip", Skip.class, Skip.GATE),
                model.number("mlp_expansion", 0.5),
                model.number("lifting_ratio", 2),
                model.number("projection_ratio", 2),
                !coordinates.equals("false") && !placed,
                model.number("padding", 0));
        double padding = model.number("patch_padding", 0.078125);
        boolean coarse = model.flag("coarse", true);
        Optional<MultigridPatcher> patcher = levels == 0
                ? Optional.empty()
                : Optional.of(model.placed("levels", () -> new MultigridPatcher(levels, padding, coarse, placed)));
        return new Architecture(settings, patcher, model.flag("stitch", true));
    }

    private Set<Integer> fixedModes() {
        return model.has("fixed_modes")
                ? Arrays.stream(model.integers(
                                "fixed_modes", "a list of modes: 0 inputs, 1 outputs, from 2 the axes of frequencies"))
                        .boxed()
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
