package org.jlondiste.chance;

import java.util.List;
import java.util.Random;

/**
 * A type of columns and values that are known to make trouble.
 *
 * @param type as in {@code create table}
 * @param since the first server version that has it
 * @param key whether a key may be made of it
 * @param values as SQL
 */
record Kind(String type, double since, boolean key, List<String> values) {

  /** The type that everything else relies on: wide enough a range for tables of some size. */
  static final Kind NUMBER = new Kind("int", 8.4, true, List.of());

  private static final int NUMBERS = 60;

  private static final List<Kind> ALL =
      List.of(
          NUMBER,
          NUMBER,
          new Kind("bigint", 8.4, true, List.of("0", "-1", "9223372036854775807", "7", "8", "9")),
          new Kind("smallint", 8.4, true, List.of("0", "-1", "32767", "7", "8", "9")),
          new Kind(
              "text",
              8.4,
              true,
              List.of(
                  "''",
                  "' '",
                  "'a'",
                  "'A'",
                  "'a '",
                  "'NULL'",
                  "'it''s'",
                  "E'a\\\\b'",
                  "E'a\\tb\\nc\\rd'",
                  "'\"q\",(x)'",
                  "E'\\\\N'",
                  "E'\\\\.'",
                  "'{1,2}'",
                  "'žluťoučký 🐘'",
                  "repeat('long ', 700)")),
          new Kind("varchar(20)", 8.4, true, List.of("''", "'a'", "'a  '", "'%s $1 ? :n'", "'ß'")),
          new Kind("char(5)", 8.4, true, List.of("''", "'a'", "'ab'", "'a b'", "'ééééé'")),
          new Kind(
              "numeric",
              8.4,
              true,
              List.of(
                  "0",
                  "0.0",
                  "1",
                  "1.0",
                  "1.00",
                  "'NaN'",
                  "-1e-20",
                  "123456789012345678901234567890.12345")),
          new Kind("numeric(10,3)", 8.4, true, List.of("0", "1.5", "-1.125", "9999999.999")),
          new Kind(
              "float8",
              8.4,
              true,
              List.of(
                  "0",
                  "'-0'",
                  "'NaN'",
                  "'Infinity'",
                  "0.1::float8 + 0.2::float8",
                  "'-Infinity'",
                  "1e-300",
                  "1.0/3")),
          new Kind("float4", 8.4, true, List.of("0", "'-0'", "'NaN'", "0.1", "1e30", "1.0/3")),
          new Kind("boolean", 8.4, false, List.of("true", "false")),
          new Kind(
              "bytea",
              8.4,
              true,
              List.of("''", "decode('00ff5c27', 'hex')", "'abc'", "decode('5c78', 'hex')")),
          new Kind(
              "date",
              8.4,
              true,
              List.of(
                  "'2020-03-04'::date",
                  "'0044-03-15 BC'::date",
                  "'infinity'::date",
                  "'5874897-12-31'::date")),
          new Kind(
              "timestamp",
              8.4,
              true,
              List.of(
                  "'2020-03-04 05:06:07.123456'::timestamp",
                  "'-infinity'::timestamp",
                  "'1999-12-31 23:59:59.999999'::timestamp")),
          new Kind(
              "timestamptz",
              8.4,
              true,
              List.of(
                  "'2020-03-29 02:30:00+01'::timestamptz",
                  "'2020-10-25 02:30:00+01'::timestamptz",
                  "'infinity'::timestamptz",
                  "'0001-01-01 00:00:00+00'::timestamptz")),
          new Kind(
              "interval",
              8.4,
              true,
              List.of(
                  "'1 mon'::interval",
                  "'30 days'::interval",
                  "'720 hours'::interval",
                  "'1 day -1 hour'::interval",
                  "'-1 year -2 mons +3 days'::interval",
                  "'0'::interval")),
          new Kind("time", 8.4, true, List.of("'00:00'", "'24:00'", "'12:34:56.789012'")),
          new Kind("timetz", 8.4, true, List.of("'00:00+02'", "'12:34:56.7-11:30'")),
          new Kind(
              "uuid",
              8.4,
              true,
              List.of(
                  "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
                  "'00000000-0000-0000-0000-000000000000'::uuid")),
          new Kind(
              "inet",
              8.4,
              true,
              List.of("'10.0.0.1'::inet", "'10.0.0.1/8'::inet", "'::1'::inet", "'::/0'::inet")),
          new Kind("cidr", 8.4, true, List.of("'10.0.0.0/8'", "'192.168.1.0/24'", "'::/0'")),
          new Kind("macaddr", 8.4, true, List.of("'08:00:2b:01:02:03'", "'ff:ff:ff:ff:ff:ff'")),
          new Kind("bit(5)", 8.4, true, List.of("B'00000'", "B'10101'")),
          new Kind("varbit", 8.4, true, List.of("B''", "B'1'", "B'10'", "B'0000000001'")),
          new Kind("money", 8.4, true, List.of("'12.34'::money", "'-5000000.01'::money", "'0'")),
          new Kind(
              "int[]",
              8.4,
              true,
              List.of(
                  "'{}'::int[]",
                  "'{1,NULL,3}'::int[]",
                  "'[2:3]={1,2}'::int[]",
                  "'{{1,2},{3,4}}'::int[]")),
          new Kind(
              "text[]",
              8.4,
              true,
              List.of(
                  "'{}'::text[]",
                  "array['a,b', '\"', 'NULL', null, '']::text[]",
                  "array[E'\\\\', '{', ' ']::text[]")),
          new Kind("float8[]", 8.4, true, List.of("'{0.1,NaN}'", "array[0.1::float8+0.2]")),
          new Kind("point", 8.4, false, List.of("'(0.1,-0)'", "'(1e300,3)'")),
          new Kind("box", 8.4, false, List.of("'(1,2),(3,4)'", "'(0.1,0.3),(0.7,0)'")),
          new Kind("xml", 8.4, false, List.of("'<a b=\"c\">x &amp; y</a>'", "'text only'")),
          new Kind("tsvector", 8.4, true, List.of("'a:1A b:2'", "''", "'it''s'::tsvector")),
          new Kind("tsquery", 8.4, false, List.of("'a & !b | c'", "'x:*'")),
          new Kind("oid", 8.4, true, List.of("0", "4294967295", "17")),
          new Kind("name", 8.4, true, List.of("'n'", "'a b'", "repeat('n', 63)")),
          new Kind("\"char\"", 8.4, true, List.of("'a'", "'b'", "''")),
          new Kind("regclass", 8.4, false, List.of("'pg_class'::regclass", "'pg_type'::regclass")),
          new Kind("regtype", 8.4, false, List.of("'int'::regtype", "'mood'::regtype")),
          new Kind("mood", 8.4, true, List.of("'sad'", "'ha, ppy'", "'\"ok\"'")),
          new Kind("positive", 8.4, true, List.of("1", "2", "2147483647")),
          new Kind(
              "pair",
              8.4,
              true,
              List.of("row(1, 'a')::pair", "row(null, '(\"')::pair", "row(2, '')::pair")),
          new Kind("mood[]", 8.4, true, List.of("'{sad,\"ha, ppy\"}'", "'{}'")),
          new Kind("pair[]", 8.4, false, List.of("array[row(1, 'a,b')::pair, null]", "'{}'")),
          new Kind("json", 9.2, false, List.of("'{\"a\": [1,  2]}'", "'null'", "'\"x\\\\u0041\"'")),
          new Kind("int4range", 9.2, true, List.of("'empty'", "'[1,5)'", "'(,3]'", "'(,)'")),
          new Kind(
              "tstzrange",
              9.2,
              true,
              List.of("'[2020-01-01,infinity]'", "'[2020-03-29 01:00+00,)'")),
          new Kind(
              "jsonb",
              9.4,
              true,
              List.of("'null'", "'{\"b\":1,\"a\":[1.0,1.00]}'", "'\"x\"'", "'1.0'", "'1.00'")),
          new Kind("pg_lsn", 9.4, true, List.of("'0/0'", "'16/B374D848'")),
          new Kind("int4multirange", 14, true, List.of("'{}'", "'{[1,3),[7,9)}'")));

  /** Types that the tables of a story use. */
  static final String[] PRELUDE = {
    "create type mood as enum ('sad', '\"ok\"', 'ha, ppy')",
    "create domain positive as int check (value > 0)",
    "create type pair as (a int, b text)"
  };

  static Kind any(Random random, double version) {
    return any(random, version, ALL);
  }

  static Kind anyForKeys(Random random, double version) {
    return any(random, version, ALL.stream().filter(Kind::key).toList());
  }

  private static Kind any(Random random, double version, List<Kind> kinds) {
    List<Kind> known = kinds.stream().filter(kind -> kind.since() <= version).toList();
    return known.get(random.nextInt(known.size()));
  }

  /** A value as SQL. */
  String value(Random random) {
    return equals(NUMBER)
        ? String.valueOf(random.nextInt(NUMBERS))
        : "(" + values.get(random.nextInt(values.size())) + ")::" + type;
  }

  String valueOrNull(Random random) {
    return random.nextInt(5) == 0 ? "null" : value(random);
  }
}
