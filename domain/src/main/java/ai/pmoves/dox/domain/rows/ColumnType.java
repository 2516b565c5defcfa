package ai.pmoves.dox.domain.rows;

import ai.pmoves.dox.domain.Json;
import java.time.Instant;

/** What stands in a column, and as which class of Java. */
public enum ColumnType {
    /** Text that every store can keep ({@link ai.pmoves.dox.domain.text.Text#require}). */
    TEXT(String.class),
    /** A whole number of 32 bits. */
    INTEGER(Integer.class),
    /** A whole number of 64 bits. */
    BIGINT(Long.class),
    /** A finite number; zero has no sign. */
    DOUBLE(Double.class),
    BOOLEAN(Boolean.class),
    JSON(Json.class),
    /** A time in whole microseconds ({@link ai.pmoves.dox.domain.text.Times}). */
    TIME(Instant.class),
    /** A vector of 384 or 1024 finite numbers. */
    VECTOR(float[].class);

    private final Class<?> javaType;

    ColumnType(Class<?> javaType) {
        this.javaType = javaType;
    }

    public Class<?> javaType() {
        return javaType;
    }
}
