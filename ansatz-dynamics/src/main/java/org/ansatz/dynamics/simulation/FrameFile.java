package org.ansatz.dynamics.simulation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Frames of fields on disk, one after the other, so that a long run keeps none in memory and goes on where it stopped. */
final class FrameFile implements AutoCloseable {
    private static final int CHUNK = 1 << 13;

    private final RandomAccessFile file;
    private final FileChannel channel;
    private final int numbers;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Opens a file and cuts what lies beyond the frames that count.
     *
     * @param numbers per frame
     * @param frames how many count
     * @throws IOException if it has fewer
     */
    FrameFile(Path path, int numbers, int frames) throws IOException {
        this.numbers = numbers;
        file = new RandomAccessFile(path.toFile(), "rw");
        channel = file.getChannel();
        long length = frames * frameBytes();
        if (channel.size() < length) {
            file.close();
            throw new IOException(path + ": holds fewer than " + frames + " frames");
        }
        channel.truncate(length);
        channel.position(length);
    }

    private long frameBytes() {
        return (long) numbers * Double.BYTES;
    }

    /** Appends the first numbers of a state. */
    void append(double[] state) throws IOException {
        for (int start = 0; start < numbers; start += CHUNK) {
            buffer.clear();
            for (int j = start; j < Math.min(numbers, start + CHUNK); j++) {
                buffer.putDouble(state[j]);
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    int frames() throws IOException {
        return (int) (channel.size() / frameBytes());
    }

    /** A part of a frame. */
    double[] read(int frame, int from, int count) throws IOException {
        double[] values = new double[count];
        ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long at = frame * frameBytes() + (long) from * Double.BYTES;
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file of frames ends in frame " + frame);
            }
        }
        bytes.flip();
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
