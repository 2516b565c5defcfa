package ai.pmoves.dox.domain.error;

/** Words a reason together with its remedy, for texts that people read later, such as the error of an artifact. */
@FunctionalInterface
public interface ReasonWords {

    /** The words for Java programs. */
    ReasonWords JAVA = reason -> reason.remedy()
            .map(remedy -> reason.text() + (reason.text().endsWith(".") ? " " : ". ") + remedy.text())
            .orElse(reason.text());

    String of(Reason reason);

    default String of(DoxException failure) {
        return of(failure.reason());
    }
}
