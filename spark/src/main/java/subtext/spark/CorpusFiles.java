package subtext.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.Partition;
import org.apache.spark.rdd.NewHadoopPartition;
import subtext.text.Columns;
import subtext.text.CorpusParts;

/**
 * Files of lines in the order in which they are named, in parts; those that cannot be entered in
 * the middle are one part each. Nothing in a name is a pattern. Hadoop makes it, which is why it is
 * public.
 */
public final class CorpusFiles extends TextInputFormat {
  /**
   * What Hadoop is to read.
   *
   * @param part size of each part in bytes, but for the last of a file
   */
  static Configuration reading(Configuration usual, Collection<String> files, long part)
      throws IOException {
    Job job = Job.getInstance(usual); // has a copy
    setInputPaths(job, files.stream().map(Path::new).toArray(Path[]::new));
    setMinInputSplitSize(job, part); // or a small block would make a smaller part
    setMaxInputSplitSize(job, part);
    job.getConfiguration().set("textinputformat.record.delimiter", "\n");
    return job.getConfiguration();
  }

  /** The file that a part is of. */
  static String file(Partition part) {
    return ((FileSplit) ((NewHadoopPartition) part).serializableHadoopSplit().value())
        .getPath()
        .toString();
  }

  @Override
  protected List<FileStatus> listStatus(JobContext job) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (Path path : getInputPaths(job)) {
      files.add(path.getFileSystem(job.getConfiguration()).getFileStatus(path));
    }
    return files;
  }

  @Override
  protected boolean isSplitable(JobContext job, Path file) {
    return super.isSplitable(job, file)
        && CorpusParts.known(
                file.getName(), InputStream::nullInputStream, Columns.FIRST, List.of(), 1)
            .splits();
  }
}
