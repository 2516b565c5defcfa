package ai.pmoves.dox.sqlite.internal.search;

/** Inner products of one vector with many in one array. Stateless. */
interface DotProducts {

    /**
     * Fills {@code products} with the inner product of the query and each vector of the block.
     *
     * @param query of some dimension
     * @param block {@code count} vectors of that dimension
     * @param products at least {@code count} long
     */
    void compute(float[] query, float[] block, int count, float[] products);

    /** Its name in messages. */
    String name();

    /** The fastest that this JVM offers: SIMD if it runs with {@code --add-modules jdk.incubator.vector}. */
    static DotProducts fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? simd() : new ScalarDotProducts();
    }

    /** By name, since the class cannot be loaded where the module is not. */
    private static DotProducts simd() {
        try {
            var type = Class.forName("ai.pmoves.dox.sqlite.internal.search.SimdDotProducts");
            return (DotProducts) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class was compiled beside this one", e);
        }
    }
}
