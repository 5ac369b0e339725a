package org.ansatz.tensor.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * An NPZ archive of any size whose arrays are read in parts: uncompressed ones are mapped into memory piece by piece,
 * compressed ones unpacked to a temporary file first. No array is held on the heap. {@link Npz} reads small ones whole.
 */
public final class NpzFile implements AutoCloseable {
    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long ZIP64_FROM = 0xFFFFFFFFL;

    private record Member(String entry, boolean stored, long header) {}

    private final Path path;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Path> unpacked = new ArrayList<>();

    private NpzFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the directory of an archive.
     *
     * @throws IOException if the file is no archive, or is damaged
     */
    public static NpzFile open(Path path) throws IOException {
        NpzFile npz = new NpzFile(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            npz.readDirectory(channel);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException damaged) {
            throw new IOException(path + " is not an NPZ archive, or is damaged", damaged);
        }
        if (npz.members.isEmpty()) {
            throw new IOException(path + " holds no arrays");
        }
        return npz;
    }

    private static ByteBuffer part(FileChannel channel, long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, from + bytes.position());
            if (count < 0) {
                throw new IOException("the file ends too early");
            }
        }
        return bytes.flip();
    }

    private void readDirectory(FileChannel channel) throws IOException {
        long tail = Math.min(channel.size(), 22 + LONGEST_COMMENT);
        ByteBuffer end = part(channel, channel.size() - tail, tail);
        int at = (int) tail - 22;
        while (at >= 0 && end.getInt(at) != END_OF_DIRECTORY) {
            at--;
        }
        if (at < 0) {
            throw new IOException(path + " is not an NPZ archive");
        }
        long length = end.getInt(at + 12) & ZIP64_FROM;
        long start = end.getInt(at + 16) & ZIP64_FROM;
        int count = end.getShort(at + 10) & 0xFFFF;
        if (start == ZIP64_FROM || length == ZIP64_FROM) {
            ByteBuffer large = part(channel, end.getLong(at - 20 + 8), 56);
            count = Math.toIntExact(large.getLong(32));
            length = large.getLong(40);
            start = large.getLong(48);
        }
        ByteBuffer directory = part(channel, start, length);
        for (int k = 0; k < count; k++) {
            readMember(directory);
        }
    }

    private void readMember(ByteBuffer directory) {
        int at = directory.position();
        boolean stored = directory.getShort(at + 10) == 0;
        long size = directory.getInt(at + 24) & ZIP64_FROM;
        long packed = directory.getInt(at + 20) & ZIP64_FROM;
        long header = directory.getInt(at + 42) & ZIP64_FROM;
        byte[] name = new byte[directory.getShort(at + 28) & 0xFFFF];
        directory.position(at + 46).get(name);
        int extra = directory.position();
        int extraEnd = extra + (directory.getShort(at + 30) & 0xFFFF);
        if (header == ZIP64_FROM) {
            while (directory.getShort(extra) != 1) {
                extra += 4 + (directory.getShort(extra + 2) & 0xFFFF);
            }
            int skipped = (size == ZIP64_FROM ? 8 : 0) + (packed == ZIP64_FROM ? 8 : 0);
            header = directory.getLong(extra + 4 + skipped);
        }
        String entry = new String(name, StandardCharsets.UTF_8);
        members.put(entry.replaceFirst("\\.npy$", ""), new Member(entry, stored, header));
        directory.position(extraEnd + (directory.getShort(at + 32) & 0xFFFF));
    }

    /** Names of the arrays, in the order of the file. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    private Member member(String name) throws IOException {
        Member member = members.get(name);
        if (member == null) {
            throw new IOException(path + " holds no array " + name + "; it holds " + names());
        }
        return member;
    }

    /**
     * An array to be read in parts.
     *
     * @throws IOException if there is none of that name, or it is not of real numbers in row-major order
     */
    public MappedArray array(String name) throws IOException {
        Member member = member(name);
        if (!member.stored()) {
            return MappedArray.open(unpack(member), 0, path + ": " + name);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer local = part(channel, member.header(), 30);
            long data = member.header() + 30 + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
            return MappedArray.open(path, data, path + ": " + name);
        }
    }

    private Path unpack(Member member) throws IOException {
        Path file = Files.createTempFile("ansatz-array-", ".npy");
        unpacked.add(file);
        try (ZipFile zip = new ZipFile(path.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(member.entry()))) {
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** A text written by {@link NpzWriter#text} or NumPy. */
    public String text(String name) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(member(name).entry()))) {
            byte[] all = in.readAllBytes();
            ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int begin = 10 + bytes.getShort(8);
            String header = new String(all, 10, begin - 10, StandardCharsets.US_ASCII);
            if (!header.contains("'<U")) {
                throw new IOException(path + ": " + name + " is not a text");
            }
            StringBuilder text = new StringBuilder();
            for (int at = begin; at + 4 <= all.length && bytes.getInt(at) != 0; at += 4) {
                text.appendCodePoint(bytes.getInt(at));
            }
            return text.toString();
        }
    }

    /** Deletes what was unpacked. */
    @Override
    public void close() throws IOException {
        for (Path file : unpacked) {
            Files.deleteIfExists(file);
        }
    }
}
