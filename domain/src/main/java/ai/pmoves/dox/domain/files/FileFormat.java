package ai.pmoves.dox.domain.files;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats of source files, each with one or more suffixes ({@link FileType}). */
public enum FileFormat {
    PDF(Ingest.FILE),
    CSV(Ingest.FILE),
    WORKBOOK(Ingest.FILE),
    AUDIO(Ingest.FILE),
    VIDEO(Ingest.FILE),
    IMAGE(Ingest.FILE),
    XML(Ingest.LOG),
    /** A DoclingDocument, an API description or another. */
    JSON(Ingest.API),
    YAML(Ingest.API),
    PYTHON(Ingest.FILE),
    JAVASCRIPT(Ingest.FILE),
    TYPESCRIPT(Ingest.FILE),
    /** Any other, known or not. */
    OTHER(Ingest.FILE);

    /** Where a file is ingested. */
    public enum Ingest {
        /** By a parser of files, as an artifact; refused if there is none for its type. */
        FILE,
        /** As a log. */
        LOG,
        /** By a parser of files if one recognizes it, or else as an API description. */
        API
    }

    private final Ingest ingest;

    FileFormat(Ingest ingest) {
        this.ingest = ingest;
    }

    /** Returns the format of a file, by its name. */
    public static FileFormat ofName(String filename) {
        return ofSuffix(FileType.suffixOf(filename));
    }

    /** @param suffix in lower case with its dot, or any other text, which is of no known format */
    public static FileFormat ofSuffix(String suffix) {
        return FileType.ofSuffix(suffix).map(FileType::format).orElse(OTHER);
    }

    /** The suffixes of its files in lower case with their dots, in the order of {@link FileType}. */
    public Set<String> suffixes() {
        return Arrays.stream(FileType.values())
                .filter(type -> type.format() == this)
                .map(FileType::suffix)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    public Ingest ingest() {
        return ingest;
    }
}
