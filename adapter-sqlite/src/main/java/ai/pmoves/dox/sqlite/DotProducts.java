package ai.pmoves.dox.sqlite;

/** Inner products of one vector with many that lie one after the other. Stateless. */
interface DotProducts {

    /**
     * Fills {@code products} with the inner product of the query and each vector of the block.
     *
     * @param query of some dimension
     * @param block {@code count} vectors of that dimension
     * @param products at least {@code count} long
     */
    void compute(float[] query, float[] block, int count, float[] products);

    /** What this is called in messages. */
    String name();

    /** The fastest that this JVM offers: SIMD if it runs with {@code --add-modules jdk.incubator.vector}. */
    static DotProducts fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? simd() : new ScalarDotProducts();
    }

    /** By name, since the class cannot be loaded where the module is not. */
    private static DotProducts simd() {
        try {
            var type = Class.forName("ai.pmoves.dox.sqlite.SimdDotProducts");
            return (DotProducts) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class was compiled beside this one", e);
        }
    }

    /** Eight sums side by side, which the compiler keeps in registers. */
    final class ScalarDotProducts implements DotProducts {
        @Override
        public void compute(float[] query, float[] block, int count, float[] products) {
            for (int i = 0; i < count; i++) {
                products[i] = dot(query, block, i * query.length);
            }
        }

        private static float dot(float[] q, float[] b, int at) {
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            for (int i = 0; i < q.length; i += 8) { // 384 and 1024 are multiples of 8
                int j = at + i;
                s0 += q[i] * b[j];
                s1 += q[i + 1] * b[j + 1];
                s2 += q[i + 2] * b[j + 2];
                s3 += q[i + 3] * b[j + 3];
                s4 += q[i + 4] * b[j + 4];
                s5 += q[i + 5] * b[j + 5];
                s6 += q[i + 6] * b[j + 6];
                s7 += q[i + 7] * b[j + 7];
            }
            return s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7);
        }

        @Override
        public String name() {
            return "scalar";
        }
    }
}
