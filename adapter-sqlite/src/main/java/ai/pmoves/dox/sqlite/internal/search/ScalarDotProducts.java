package ai.pmoves.dox.sqlite.internal.search;

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
