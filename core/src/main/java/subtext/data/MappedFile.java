package subtext.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A file mapped into memory, however long: pieces of 1 GiB, addressed as one. Values must be
 * aligned to their size, so that none lies across two pieces. The mapping ends when nothing refers
 * to it any more.
 */
final class MappedFile {
  private static final int BITS = 30;
  private static final long PIECE = 1L << BITS;

  private final ByteBuffer[] pieces;

  MappedFile(FileChannel channel, FileChannel.MapMode mode, long size) throws IOException {
    pieces = new ByteBuffer[(int) ((size + PIECE - 1) >> BITS)];
    for (int i = 0; i < pieces.length; i++) {
      long at = i * PIECE;
      pieces[i] = channel.map(mode, at, Math.min(PIECE, size - at)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Up to {@code bytes} bytes of a file, without mapping it: fewer where it ends before. */
  static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, at + buffer.position());
    }
    return buffer.flip();
  }

  int getUnsignedShort(long at) {
    return piece(at).getShort(inPiece(at)) & 0xFFFF;
  }

  int getInt(long at) {
    return piece(at).getInt(inPiece(at));
  }

  long getLong(long at) {
    return piece(at).getLong(inPiece(at));
  }

  void putLong(long at, long value) {
    piece(at).putLong(inPiece(at), value);
  }

  private ByteBuffer piece(long at) {
    return pieces[(int) (at >> BITS)];
  }

  private static int inPiece(long at) {
    return (int) (at & (PIECE - 1));
  }
}
