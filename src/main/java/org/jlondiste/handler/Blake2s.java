package org.jlondiste.handler;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The keyed hash function BLAKE2s of RFC 7693. */
final class Blake2s {
  private static final int BLOCK = 64;
  private static final int LONGEST_KEY = 32;
  private static final int[] START = {
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
  };

  /** The order in which each round takes the words of the message, a hexadecimal digit each. */
  private static final String[] ROUNDS = {
    "0123456789abcdef",
    "ea489fd61c02b753",
    "b8c052fdae367194",
    "7931dcbe265a40f8",
    "905724afe1bc683d",
    "2c6a0b834d75fe19",
    "c51fed4a0763928b",
    "db7ec13950f4862a",
    "6fe9b308c2d714a5",
    "a2847615fb9e3cd0"
  };

  private Blake2s() {}

  /**
   * The digest of data.
   *
   * @param key at most 32 bytes; empty for none
   * @param length of the digest, at most 32
   */
  static byte[] digest(byte[] data, byte[] key, int length) {
    if (key.length > LONGEST_KEY) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes is too long");
    }
    byte[] message;
    if (key.length == 0) {
      message = data;
    } else {
      message = Arrays.copyOf(key, BLOCK + data.length);
      System.arraycopy(data, 0, message, BLOCK, data.length);
    }
    int[] state = START.clone();
    state[0] ^= 0x01010000 ^ (key.length << 8) ^ length;
    int done = 0;
    while (message.length - done > BLOCK) {
      compress(state, message, done, done + BLOCK, false);
      done += BLOCK;
    }
    compress(state, Arrays.copyOf(message, done + BLOCK), done, message.length, true);
    ByteBuffer digest = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : state) {
      digest.putInt(word);
    }
    return Arrays.copyOf(digest.array(), length);
  }

  private static void compress(int[] state, byte[] message, int from, int count, boolean last) {
    ByteBuffer block = ByteBuffer.wrap(message, from, BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    int[] words = new int[16];
    for (int i = 0; i < 16; i++) {
      words[i] = block.getInt();
    }
    int[] v = Arrays.copyOf(state, 16);
    System.arraycopy(START, 0, v, 8, 8);
    v[12] ^= count;
    if (last) {
      v[14] = ~v[14];
    }
    for (String round : ROUNDS) {
      for (int i = 0; i < 8; i++) {
        int column = i % 4;
        int shift = i < 4 ? 0 : 1;
        mix(
            v,
            new int[] {
              column,
              4 + (column + shift) % 4,
              8 + (column + 2 * shift) % 4,
              12 + (column + 3 * shift) % 4
            },
            words[Character.digit(round.charAt(2 * i), 16)],
            words[Character.digit(round.charAt(2 * i + 1), 16)]);
      }
    }
    for (int i = 0; i < 8; i++) {
      state[i] ^= v[i] ^ v[i + 8];
    }
  }

  private static void mix(int[] v, int[] at, int first, int second) {
    v[at[0]] += v[at[1]] + first;
    v[at[3]] = Integer.rotateRight(v[at[3]] ^ v[at[0]], 16);
    v[at[2]] += v[at[3]];
    v[at[1]] = Integer.rotateRight(v[at[1]] ^ v[at[2]], 12);
    v[at[0]] += v[at[1]] + second;
    v[at[3]] = Integer.rotateRight(v[at[3]] ^ v[at[0]], 8);
    v[at[2]] += v[at[3]];
    v[at[1]] = Integer.rotateRight(v[at[1]] ^ v[at[2]], 7);
  }
}
