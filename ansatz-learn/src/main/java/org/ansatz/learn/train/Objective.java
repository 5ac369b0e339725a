package org.ansatz.learn.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.learn.optim.ParameterLayout;

/** A weighted sum of named terms, {@code L = sum_i lambda_i L_i}. */
public final class Objective {
    private final ParameterLayout layout;
    private final List<Term> terms;

    /** Of numbers of which nothing is known; see {@link #Objective(ParameterLayout, List)}. */
    public Objective(int dimension, List<? extends Term> terms) {
        this(ParameterLayout.flat(dimension), terms);
    }

    /**
     * @throws IllegalArgumentException without terms, or if two have one name
     */
    public Objective(ParameterLayout layout, List<? extends Term> terms) {
        long names = terms.stream().map(Term::name).distinct().count();
        if (terms.isEmpty() || names != terms.size()) {
            throw new IllegalArgumentException("an objective needs terms with different names, got "
                    + terms.stream().map(Term::name).toList());
        }
        this.layout = layout;
        this.terms = List.copyOf(terms);
    }

    /** Number of parameters. */
    public int dimension() {
        return layout.size();
    }

    /** What the parameters are. */
    public ParameterLayout layout() {
        return layout;
    }

    public List<Term> terms() {
        return terms;
    }

    /** The term of that name. */
    public Term term(String name) {
        return terms.stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no term " + name + " in the objective"));
    }

    /** Draws the batches of a step; a function of seed and step only, so that a resumed run sees the same ones. */
    public void draw(long seed, long step) {
        SplittableRandom root = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
        for (Term term : terms) {
            term.draw(root.split());
        }
    }

    /** Gradients of the unweighted terms by some blocks of the parameters. */
    public LossBalancer.TermGradients gradients(double[] parameters, List<Block> blocks) {
        double[] gradient = new double[dimension()];
        return new LossBalancer.TermGradients() {
            @Override
            public List<String> terms() {
                return terms.stream().map(Term::name).toList();
            }

            @Override
            public List<double[]> of(String name) {
                term(name).valueAndGradient(parameters, gradient);
                return blocks.stream().map(block -> block.of(gradient)).toList();
            }
        };
    }

    /**
     * The Hessian of one term by some blocks of the parameters, as products with vectors. A product is a central
     * difference of two exact gradients at distance 1e-5: relative error about 1e-9 for smooth networks.
     */
    public HessianSpectrum hessian(String name, double[] parameters, List<Block> blocks) {
        int size = blocks.stream().mapToInt(Block::size).sum();
        Term term = term(name);
        UnaryOperator<double[]> product = v -> {
            double h = 1e-5 / Math.sqrt(Arrays.stream(v).map(e -> e * e).sum());
            double[] ahead = shifted(term, parameters, blocks, v, h);
            double[] behind = shifted(term, parameters, blocks, v, -h);
            for (int i = 0; i < size; i++) {
                ahead[i] = (ahead[i] - behind[i]) / (2 * h);
            }
            return ahead;
        };
        return HessianSpectrum.of(size, product);
    }

    private double[] shifted(Term term, double[] parameters, List<Block> blocks, double[] v, double h) {
        double[] moved = parameters.clone();
        int at = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                moved[block.offset() + i] += h * v[at++];
            }
        }
        double[] gradient = new double[dimension()];
        term.valueAndGradient(moved, gradient);
        double[] result = new double[v.length];
        at = 0;
        for (Block block : blocks) {
            System.arraycopy(gradient, block.offset(), result, at, block.size());
            at += block.size();
        }
        return result;
    }
}
