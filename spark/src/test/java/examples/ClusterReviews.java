package examples;

import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import subtext.spark.SubtextEncode;

/** Reads reviews, encodes them, groups their vectors, and writes each with its group. */
public final class ClusterReviews {
  private ClusterReviews() {}

  /** MODEL, a Parquet table with a column {@code text}, and two folders to write. */
  public static void main(String[] words) throws IOException {
    SparkSession spark = SparkSession.builder().appName("reviews").getOrCreate();
    Dataset<Row> reviews = spark.read().parquet(words[1]);

    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new SubtextEncode().setModel(words[0]).setInputCol("text"),
                  new KMeans().setFeaturesCol("vector").setPredictionCol("group").setK(2).setSeed(1)
                });
    PipelineModel grouping = pipeline.fit(reviews);

    grouping.transform(reviews).select("text", "vector", "group").write().parquet(words[2]);
    grouping.write().save(words[3]);
  }
}
