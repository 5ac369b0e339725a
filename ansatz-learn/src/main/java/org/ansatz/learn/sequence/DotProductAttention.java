package org.ansatz.learn.sequence;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Tensor;

/**
 * Causal scaled dot-product attention of given queries, keys and values: {@code softmax(q' k'^T / sqrt(width)) v'} with rotary
 * positions and the {@link KinematicShear}s of {@link MomentumAttention}. Everything in the library that attends goes through this
 * class.
 */
public final class DotProductAttention {
    private final MomentumAttention settings;
    private final KinematicShear queryShear;
    private final KinematicShear keyShear;
    private final KinematicShear valueShear;

    private DotProductAttention(
            MomentumAttention settings, KinematicShear queryShear, KinematicShear keyShear, KinematicShear valueShear) {
        this.settings = settings;
        this.queryShear = queryShear;
        this.keyShear = keyShear;
        this.valueShear = valueShear;
    }

    /**
     * With the couplings of the settings.
     *
     * @throws IllegalArgumentException if they are to be learned, which takes parameters
     */
    public static DotProductAttention of(MomentumAttention settings) {
        if (settings.coupling() != ShearCoupling.FIXED) {
            throw new IllegalArgumentException("couplings that are learned need parameters to be kept in");
        }
        return fixed(settings);
    }

    private static DotProductAttention fixed(MomentumAttention settings) {
        boolean none = settings.placement() == ShearPlacement.NONE;
        return new DotProductAttention(
                settings,
                KinematicShear.fixed(none ? 0 : settings.queryGamma()),
                KinematicShear.fixed(none ? 0 : settings.keyGamma()),
                KinematicShear.fixed(none ? 0 : settings.valueGamma()));
    }

    /** With couplings per head that are registered as parameters where they are learned. */
    static DotProductAttention of(MomentumAttention settings, TensorParameters parameters, String name) {
        if (settings.coupling() == ShearCoupling.FIXED || settings.placement() == ShearPlacement.NONE) {
            return fixed(settings);
        }
        KinematicShear value = learned(parameters, name + "value_gamma", settings.heads(), settings.valueGamma());
        if (settings.coupling() == ShearCoupling.LEARNED) {
            double both = Math.max(settings.queryGamma(), settings.keyGamma());
            KinematicShear shared = learned(parameters, name + "gamma", settings.heads(), both);
            KinematicShear none = KinematicShear.fixed(0);
            return new DotProductAttention(
                    settings,
                    settings.queryGamma() == 0 ? none : shared,
                    settings.keyGamma() == 0 ? none : shared,
                    value);
        }
        return new DotProductAttention(
                settings,
                learned(parameters, name + "query_gamma", settings.heads(), settings.queryGamma()),
                learned(parameters, name + "key_gamma", settings.heads(), settings.keyGamma()),
                value);
    }

    private static KinematicShear learned(TensorParameters parameters, String name, int heads, double initial) {
        return initial == 0 ? KinematicShear.fixed(0) : KinematicShear.learned(parameters, name, heads, initial);
    }

    /** The same without shears. */
    DotProductAttention ablated() {
        return fixed(settings.ablated());
    }

    KinematicShear queryShear() {
        return queryShear;
    }

    KinematicShear keyShear() {
        return keyShear;
    }

    /**
     * Attends within whole sequences.
     *
     * @param q [batch, heads, length, width]; keys and values of the same shape
     */
    public Attended attend(Tensor q, Tensor k, Tensor v) {
        return attend(q, k, v, SequenceLayout.whole());
    }

    /** Attends within the segments of a layout. */
    public Attended attend(Tensor q, Tensor k, Tensor v, SequenceLayout layout) {
        layout.check(q.size(0), q.size(2));
        int length = Math.toIntExact(q.size(2));
        int width = Math.toIntExact(q.size(3));
        return attend(q, k, v, AttentionPass.of(settings, width, layout, 0, length, q.dtype(), q.device()));
    }

    Attended attend(Tensor q, Tensor k, Tensor v, AttentionPass pass) {
        return attend(q, k, v, pass, new AttentionCache(), false);
    }

    /** Attends from new places to those in the cache and to each other, and adds them to the cache. */
    Attended attend(Tensor q, Tensor k, Tensor v, AttentionPass pass, AttentionCache cache) {
        return attend(q, k, v, pass, cache, true);
    }

    private Attended attend(
            Tensor q, Tensor k, Tensor v, AttentionPass pass, AttentionCache cache, boolean remembering) {
        boolean first = settings.placement() == ShearPlacement.PRE_ROPE;
        Tensor query = first ? q : pass.rotated(q);
        Tensor key = first ? k : pass.rotated(k);
        Tensor shearedQuery = sheared(queryShear, query, pass, cache.lastQuery());
        Tensor shearedKey = sheared(keyShear, key, pass, cache.lastKey());
        Tensor keys = first ? pass.rotated(shearedKey) : shearedKey;
        Tensor values = sheared(valueShear, v, pass, cache.lastValue());
        if (remembering) {
            cache.remember(query, key, v);
            keys = cache.keys(keys);
            values = cache.values(values);
        }
        Tensor weights = (first ? pass.rotated(shearedQuery) : shearedQuery)
                .matmul(keys.mT())
                .div(Math.sqrt((double) q.size(3)))
                .maskedFill(pass.hidden(), Double.NEGATIVE_INFINITY)
                .softmax(-1);
        return new Attended(query, shearedQuery, key, shearedKey, weights, weights.matmul(values));
    }

    private static Tensor sheared(KinematicShear shear, Tensor x, AttentionPass pass, java.util.Optional<Tensor> last) {
        return shear.isIdentity() ? x : shear.shear(x, x.sub(pass.previous(x, last)));
    }
}
