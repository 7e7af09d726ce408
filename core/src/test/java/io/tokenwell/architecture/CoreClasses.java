package io.tokenwell.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Classes under test: what core ships, and what was planted to turn a rule red. */
final class CoreClasses {

    static final String ROOT = "io.tokenwell";
    static final String PLANTED = "io.tokenwell.architecture.planted";

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    private CoreClasses() {}

    static JavaClasses shipped() {
        return SHIPPED;
    }

    static JavaClasses planted() {
        return PLANTED_CLASSES;
    }

    static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
