package ai.pmoves.dox.contract.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Rules that every adapter keeps, for the ArchUnit tests of its module:
 *
 * <pre>{@code
 * AdapterRules.all("com.example.store..").check(new ClassFileImporter().importPackages("com.example.store"));
 * }</pre>
 *
 * Packages are ArchUnit identifiers: {@code com.example.store..} includes subpackages.
 */
public final class AdapterRules {
    private static final String OURS = "ai.pmoves.dox..";
    private static final String INTERNAL = ".internal.";

    private AdapterRules() {}

    /** All rules of this class. */
    public static ArchRule all(String adapter) {
        return CompositeArchRule.of(dependsOnPortsOnly(adapter))
                .and(internalsBelongToTheirModule())
                .and(getsTimeFromAClock(adapter))
                .and(throwsDoxExceptionsOnly(adapter));
    }

    /** Of this project, an adapter knows the domain, the ports and the modules that serve adapters. */
    public static ArchRule dependsOnPortsOnly(String adapter) {
        requireNonNull(adapter, "adapter");
        return noClasses()
                .that()
                .resideInAPackage(adapter)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS)
                        .and(resideOutsideOfPackage(adapter))
                        .and(not(resideInAnyPackage(
                                "ai.pmoves.dox.domain..",
                                "ai.pmoves.dox.ports..",
                                "ai.pmoves.dox.jooq..",
                                "ai.pmoves.dox.http..",
                                "ai.pmoves.dox.metrics.."))))
                .because("dependencies point inward, and any adapter can be deleted while the rest compiles")
                .allowEmptyShould(true);
    }

    /** A public class in a package called {@code internal} is used only by the module that it belongs to. */
    public static ArchRule internalsBelongToTheirModule() {
        return classes()
                .should(new ArchCondition<>("use internal classes of their own module only") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (var dependency : type.getDirectDependenciesFromSelf()) {
                            var target = dependency.getTargetClass().getPackageName() + ".";
                            int internal = target.indexOf(INTERNAL);
                            if (target.startsWith("ai.pmoves.dox.")
                                    && internal >= 0
                                    && !(type.getPackageName() + ".").startsWith(target.substring(0, internal + 1))) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                    }
                })
                .because("a public class in a package called internal is not API")
                .allowEmptyShould(true);
    }

    /** An adapter takes a {@link Clock}, so that a test can set the time. */
    public static ArchRule getsTimeFromAClock(String adapter) {
        requireNonNull(adapter, "adapter");
        return noClasses()
                .that()
                .resideInAPackage(adapter)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time comes in through a Clock, so that a test can set it")
                .allowEmptyShould(true);
    }

    /** Callers act on the code of a {@link ai.pmoves.dox.domain.error.DoxException}, not on types of exceptions. */
    public static ArchRule throwsDoxExceptionsOnly(String adapter) {
        requireNonNull(adapter, "adapter");
        return noClasses()
                .that()
                .resideInAPackage(adapter)
                .and()
                .resideOutsideOfPackage("..internal..")
                .and()
                .arePublic()
                .should()
                .beAssignableTo(Exception.class)
                .because("there is one exception with one list of codes for everything that a caller can act on")
                .allowEmptyShould(true);
    }
}
