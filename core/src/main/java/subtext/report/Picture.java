package subtext.report;

/**
 * A sheet of images.
 *
 * @param key of its texts: {@code samples}, {@code reconstructions} or {@code traversal}
 * @param png its file
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(String key, byte[] png) {}
