package ai.pmoves.dox.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules as the author of an adapter in another project runs them. */
class AdapterRulesTest {
    private static final String BAD = "com.example.adapter.bad..";

    private final JavaClasses bad = new ClassFileImporter().importPackages("com.example.adapter.bad");

    @Test
    void anAdapterThatKeepsThemPasses() {
        var good = new ClassFileImporter().importPackages("com.example.adapter.good");
        assertThat(good).isNotEmpty();
        assertThatCode(() -> AdapterRules.all("com.example.adapter.good..").check(good))
                .doesNotThrowAnyException();
    }

    @Test
    void eachRuleFindsItsViolation() {
        fails(AdapterRules.dependsOnPortsOnly(BAD), "StoreContractSuite");
        fails(AdapterRules.internalsBelongToTheirModule(), "domain.internal.Numbers");
        fails(AdapterRules.getsTimeFromAClock(BAD), "Instant.now()");
        fails(AdapterRules.throwsDoxExceptionsOnly(BAD), "BadAdapter> is assignable to java.lang.Exception");
        fails(AdapterRules.all(BAD), "BadAdapter");
    }

    private void fails(ArchRule rule, String named) {
        assertThatThrownBy(() -> rule.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(named);
    }
}
