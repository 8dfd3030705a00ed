package org.ecgnat.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between modules and packages: jobs → model → preprocessing and jobs →
 * preprocessing.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.ecgnat");

  private static final DescribedPredicate<JavaClass> CLUSTER_LIBRARIES =
      resideInAnyPackage("org.apache.hadoop..", "org.apache.parquet..");

  @Test
  void preprocessingKnowsNeitherTheModelNorTheJobsNorSparkNorDjl() {
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.preprocessing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.ecgnat.model..",
            "org.ecgnat.jobs..",
            "org.apache.spark..",
            "io.delta..",
            "ai.djl..")
        .check(CLASSES);
  }

  @Test
  void hadoopAndParquetStayInCorpusAndArchive() {
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.preprocessing..")
        .and()
        .resideOutsideOfPackages(
            "org.ecgnat.preprocessing.corpus..", "org.ecgnat.preprocessing.format.archive..")
        .should()
        .dependOnClassesThat(CLUSTER_LIBRARIES)
        .check(CLASSES);
  }

  @Test
  void theModelKnowsNeitherJobsNorAnyClusterLibrary() {
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.ecgnat.jobs..",
            "org.apache.spark..",
            "org.apache.hadoop..",
            "org.apache.parquet..",
            "io.delta..")
        .check(CLASSES);
  }

  @Test
  void onlyTheArtefactKnowsPreprocessing() {
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.model..")
        .and()
        .resideOutsideOfPackage("org.ecgnat.model.artifact..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ecgnat.preprocessing..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.model.artifact..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.ecgnat.preprocessing..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "org.ecgnat.preprocessing.recording..",
                            "org.ecgnat.preprocessing.window..",
                            "org.ecgnat.preprocessing.codec..",
                            "org.ecgnat.preprocessing.quality..")))
                // what conditioning refuses a recording with
                .and(DescribedPredicate.not(type(UnreadableRecordingException.class))))
        .check(CLASSES);
  }

  @Test
  void aRecordingDependsOnNothingOfThisProject() {
    noClasses()
        .that()
        .resideInAPackage("org.ecgnat.preprocessing.recording..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.ecgnat..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("org.ecgnat.preprocessing.recording.."))))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.ecgnat.jobs.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void commandsLiveInTheCommandLinePackage() {
    classes()
        .that()
        .areAnnotatedWith(picocli.CommandLine.Command.class)
        .should()
        .resideInAPackage("org.ecgnat.jobs.cli")
        .check(CLASSES);
  }

  @Test
  void preprocessingAndModelPackagesFormNoCycles() {
    slices().matching("org.ecgnat.preprocessing.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.ecgnat.model.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
