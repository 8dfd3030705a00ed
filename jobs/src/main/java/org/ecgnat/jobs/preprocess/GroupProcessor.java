package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.corpus.ForgottenPatients;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.preprocessing.format.RecordKeys;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Exams;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Reader;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.recording.SourceFile;
import org.ecgnat.preprocessing.window.Conditioned;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and conditions the recordings of a group of files, on an executor. A recording that cannot
 * be used is set aside with its reason, whatever the fault; nothing of its content reaches a log.
 */
final class GroupProcessor implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(GroupProcessor.class);

  /** Raised whenever recordings that were set aside may become readable. */
  private static final int READER_VERSION = 1;

  private final SerializableConfiguration hadoop;
  private final Map<String, PreparedSource> sources;
  private final ConditioningRecipe recipe;
  private final RecordingMeasurer measurer;
  private final Set<String> forgotten;

  /**
   * A processor.
   *
   * @param sources by name
   * @param forgotten {@link ForgottenPatients#hash}es of patients whose recordings are left out
   */
  GroupProcessor(
      Configuration hadoop,
      Map<String, PreparedSource> sources,
      ConditioningRecipe recipe,
      RecordingMeasurer measurer,
      Set<String> forgotten) {
    this.hadoop = new SerializableConfiguration(hadoop);
    this.sources = Map.copyOf(sources);
    this.recipe = recipe;
    this.measurer = measurer;
    this.forgotten = Set.copyOf(forgotten);
  }

  /** What reads recordings now. */
  static String readerVersion() {
    return "reader-" + READER_VERSION;
  }

  /** The files of a plain folder. */
  FolderFiles files(String folder) throws IOException {
    return FolderFiles.of(hadoop.value(), folder);
  }

  /** The file system of an archive. */
  FileSystem fileSystem(String archive) throws IOException {
    return new Path(archive).getFileSystem(hadoop.value());
  }

  /** Reads a group, recording by recording. */
  Iterator<GroupResult> process(FileGroup group, RecordingFolder folder) {
    PreparedSource source = sources.get(group.source());
    List<InputFile> others = new ArrayList<>();
    Set<String> companions = new HashSet<>();
    Iterator<GroupResult> recordings =
        ConcatIterator.of(
            mainByNameFirst(group).iterator(),
            name -> {
              folder.touched().forEach(touched -> companions.add(touched.path()));
              folder.forget();
              InputFile file = new InputFile(group.folder(), name);
              if (companions.contains(file.path())) {
                return Collections.emptyIterator();
              }
              Optional<RecordingReader> reader = reader(folder, file, source);
              if (reader.isEmpty()) {
                others.add(file);
                return Collections.emptyIterator();
              }
              return new Attempt(source, folder, file).run(reader.get());
            });
    return ConcatIterator.of(
        List.<Supplier<Iterator<GroupResult>>>of(
                () -> recordings,
                () -> {
                  folder.touched().forEach(touched -> companions.add(touched.path()));
                  return List.of(rest(group, others, companions)).iterator();
                })
            .iterator(),
        Supplier::get);
  }

  /** What they read besides need not be looked at. */
  private static List<String> mainByNameFirst(FileGroup group) {
    return group.names().stream()
        .sorted(Comparator.comparing(name -> !RecordingFormats.isMainByName(name)))
        .toList();
  }

  private static GroupResult rest(FileGroup group, List<InputFile> others, Set<String> companions) {
    return new GroupResult(
        List.of(),
        others.stream()
            .filter(file -> !companions.contains(file.path()))
            .map(InputFile::extension)
            .toList(),
        group.names().size());
  }

  /** What is to be said of an archive, or of a group in it, of which nothing was read. */
  StagedRecording refused(
      FileGroup group, String path, List<SourceFile> files, Reason reason, String detail) {
    PreparedSource source = sources.get(group.source());
    int slash = path.lastIndexOf('/') + 1;
    InputFile main = new InputFile(path.substring(0, slash), path.substring(slash));
    RecordingFolder none = new RefusedFolder(files);
    return new Attempt(source, none, main).unread(reason, detail, reason.ordinal());
  }

  private static Optional<RecordingReader> reader(
      RecordingFolder folder, InputFile file, PreparedSource source) {
    byte[] head;
    try {
      head = folder.head(file.name(), RecordingFormats.HEAD_BYTES);
    } catch (IOException | RuntimeException e) {
      // by its name it may still be a recording; reading it then says what is wrong, without a path
      head = new byte[0];
    }
    List<String> formats = source.definition().formats();
    return RecordingFormats.find(file.name(), head, source.definition().readOptions())
        .filter(found -> formats.isEmpty() || formats.contains(found.format()));
  }

  /** One main file. */
  private final class Attempt {
    private final PreparedSource source;
    private final RecordingFolder folder;
    private final InputFile main;

    Attempt(PreparedSource source, RecordingFolder folder, InputFile main) {
      this.source = source;
      this.folder = folder;
      this.main = main;
    }

    Iterator<GroupResult> run(RecordingReader reader) {
      try {
        if (reader instanceof Hdf5Reader) {
          return exams();
        }
        SiblingFiles.Content content =
            folder.read(main.name()).orElseThrow(() -> new FileNotFoundException("It is gone"));
        List<EcgRecording> read =
            reader.read(content, main.name(), folder, source.definition().readOptions());
        return IntStream.range(0, read.size())
            .mapToObj(i -> stage(source.annotator().annotate(named(read.get(i))), i))
            .map(GroupResult::of)
            .iterator();
      } catch (UnreadableRecordingException e) {
        return failed(e.reason(), e.getMessage());
      } catch (RecordingFolder.TooLargeException e) {
        return failed(Reason.LIMIT_EXCEEDED, e.getMessage());
      } catch (ArchiveFolder.DamagedException e) {
        return failed(Reason.CHECKSUM_MISMATCH, e.getMessage());
      } catch (IOException e) {
        return failed(
            Reason.IO_ERROR,
            "A file of it cannot be read ("
                + e.getClass().getSimpleName()
                + "); check its permissions and run again");
      } catch (RuntimeException e) {
        return failed(Reason.INTERNAL_ERROR, bug(e));
      }
    }

    /** A file of many recordings: they never lie in memory together. */
    private Iterator<GroupResult> exams() throws UnreadableRecordingException, IOException {
      LocalCopy copy = folder.local(main.name());
      boolean open = false;
      try {
        Hdf5Exams exams =
            Hdf5Exams.open(copy.path(), source.definition().readOptions(), copy.file());
        if (exams.count() == 0) {
          exams.close();
          throw new UnreadableRecordingException(Reason.NO_SIGNAL, "The HDF5 file holds no exam");
        }
        open = true;
        return new ExamIterator(copy, exams, number -> GroupResult.of(exam(exams, number)));
      } finally {
        if (!open) {
          copy.close();
        }
      }
    }

    private StagedRecording exam(Hdf5Exams exams, int number) {
      try {
        return stage(source.annotator().annotate(keyed(exams.read(number))), number);
      } catch (UnreadableRecordingException e) {
        return unread(e.reason(), e.getMessage(), number);
      } catch (RuntimeException e) {
        return unread(Reason.INTERNAL_ERROR, bug(e), number);
      }
    }

    private Iterator<GroupResult> failed(Reason reason, String detail) {
      return List.of(GroupResult.of(unread(reason, detail, 0))).iterator();
    }

    private EcgRecording named(EcgRecording recording) {
      return keyed(recording.withRecordKey(RecordKeys.of(recording.recordKey(), main.name())));
    }

    private EcgRecording keyed(EcgRecording recording) {
      return recording.withRecordKey(source.recordKey(recording.recordKey(), main.folder()));
    }

    private StagedRecording stage(EcgRecording recording, int number) {
      return !forgotten.isEmpty() && forgotten.contains(ForgottenPatients.hash(patient(recording)))
          ? unread(Reason.FORGOTTEN, "The patient was removed from this corpus", number)
          : condition(recording, number);
    }

    private String patient(EcgRecording recording) {
      return source
          .pseudonyms()
          .patient(source.definition().patientNamespace(), recording.patient().id());
    }

    private StagedRecording condition(EcgRecording recording, int number) {
      try {
        Conditioned conditioned = Conditioner.process(recording, recipe);
        List<Window> windows = conditioned.windows();
        RecordingEntry entry = entry(recording, conditioned);
        return staged(
            number, entry.withMeasurements(measurer.measure(recording, windows)), windows);
      } catch (UnreadableRecordingException e) {
        return staged(number, entry(recording, e.reason(), e.getMessage()), List.of());
      } catch (RuntimeException e) {
        return staged(number, entry(recording, Reason.INTERNAL_ERROR, bug(e)), List.of());
      }
    }

    private StagedRecording staged(int number, RecordingEntry entry, List<Window> windows) {
      return new StagedRecording(
          entry.source() + " " + entry.mainFile() + "#" + number, entry, windows);
    }

    private RecordingEntry entry(EcgRecording recording, Reason reason, String detail) {
      return entry(recording, reason.code(), detail, 0, List.of());
    }

    private RecordingEntry entry(EcgRecording recording, Conditioned conditioned) {
      return entry(
          recording,
          conditioned.poorQuality().map(detail -> Reason.POOR_QUALITY.code()).orElse(""),
          conditioned.poorQuality().orElse(""),
          conditioned.windows().size(),
          conditioned.quality());
    }

    private RecordingEntry entry(
        EcgRecording recording,
        String reason,
        String detail,
        int windows,
        List<QualityFinding> quality) {
      Pseudonyms pseudonyms = source.pseudonyms();
      return new RecordingEntry(
          source.definition().name(),
          pseudonyms.recordKey(source.definition().name(), recording.recordKey()),
          pseudonyms.path(main.path()),
          files(),
          reason,
          detail,
          patient(recording),
          recording.labels(),
          source.annotator().fold(recording),
          recording.patient().ageYears().orElse(-1),
          recording.patient().sex(),
          recording.recordedAt().map(Instant::toEpochMilli).orElse(RecordingEntry.UNKNOWN_TIME),
          recording.samplingRateHz(),
          recording.durationSeconds(),
          windows,
          recording.context(),
          quality,
          readerVersion());
    }

    private StagedRecording unread(Reason reason, String detail, int number) {
      Pseudonyms pseudonyms = source.pseudonyms();
      RecordingEntry entry =
          new RecordingEntry(
              source.definition().name(),
              pseudonyms.recordKey(
                  source.definition().name(),
                  source.recordKey(RecordKeys.of(main.stem(), main.name()), main.folder())),
              pseudonyms.path(main.path()),
              files(),
              reason.code(),
              detail,
              "",
              List.of(),
              0,
              -1,
              Sex.UNKNOWN,
              RecordingEntry.UNKNOWN_TIME,
              0,
              0,
              0,
              AcquisitionContext.UNKNOWN,
              List.of(),
              readerVersion());
      return staged(number, entry, List.of());
    }

    private List<SourceFile> files() {
      return folder.touched().stream()
          .map(
              file ->
                  new SourceFile(
                      source.pseudonyms().path(file.path()),
                      file.sizeBytes(),
                      file.modified(),
                      file.sha256()))
          .toList();
    }

    /** Where the fault of ours is, without what the exception says: that may quote the file. */
    private String bug(RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      String place = trace.length == 0 ? "unknown place" : trace[0].toString();
      log.warn(
          "A bug, please report it: {} at {}, recording {}",
          e.getClass().getName(),
          place,
          source.pseudonyms().path(main.path()));
      return "A bug, please report it: " + e.getClass().getSimpleName() + " at " + place;
    }
  }
}
