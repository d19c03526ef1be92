-- expect_table_row_count_to_be_between: the number of rows is between 1 and 1000
SELECT
  count(*) AS m0,
  (count(*) >= 1) AND (count(*) <= 1000) AS m1
FROM batch;

-- expect_table_row_count_to_equal: the number of rows is 5, where is_open == true
SELECT
  count(CASE WHEN `is_open` = true THEN 1 END) AS m0
FROM batch;

-- expect_table_column_count_to_be_between: the number of columns is at least 1
-- (no query: the columns say it)

-- expect_table_column_count_to_equal: the number of columns is 9
-- (no query: the columns say it)

-- expect_table_columns_to_match_set: the table has at least the columns id
-- (no query: the columns say it)

-- expect_table_columns_to_match_ordered_list: the columns are id, n
-- (no query: the columns say it)

-- expect_column_to_exist: there is a column id
-- (no query: the columns say it)

-- expect_column_values_to_be_of_type: n is of type int
-- (no query: the columns say it)

-- expect_column_values_to_be_in_type_list: n is of type int or long
-- (no query: the columns say it)

-- expect_column_values_to_not_be_null: odd "` name is never null
SELECT
  count(*) AS m0,
  count(*) - count(`odd "`` name`) AS m1
FROM batch;

-- expect_column_values_to_not_be_null: id is never null, where day >= "2026-01-31"
SELECT
  count(CASE WHEN `day` >= DATE '2026-01-31' THEN 1 END) AS m0,
  count(CASE WHEN (`day` >= DATE '2026-01-31') AND (`id` IS NULL) THEN 1 END) AS m1
FROM batch;

-- expect_column_values_to_be_null: x is always null
SELECT
  count(*) AS m0,
  count(CASE WHEN `x` IS NOT NULL THEN 1 END) AS m1
FROM batch;
SELECT `x` FROM batch WHERE NOT (`x` IS NULL) LIMIT 20;

-- expect_column_values_to_be_unique: id is unique
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1
FROM batch;
SELECT coalesce(sum(occurrences), 0) AS unexpected_count FROM (SELECT `id`, count(*) AS occurrences FROM batch WHERE `id` IS NOT NULL GROUP BY `id` HAVING count(*) > 1) AS twice;
SELECT mine.`id` FROM (SELECT `id` FROM batch WHERE `id` IS NOT NULL) AS mine JOIN (SELECT `id`, count(*) AS occurrences FROM batch WHERE `id` IS NOT NULL GROUP BY `id` HAVING count(*) > 1) AS twice ON mine.`id` = twice.`id` ORDER BY mine.`id` LIMIT 20;

-- expect_column_values_to_be_unique: Occurrences is unique
SELECT
  count(*) AS m0,
  count(*) - count(`Occurrences`) AS m1
FROM batch;
SELECT coalesce(sum(occurrences_), 0) AS unexpected_count FROM (SELECT `Occurrences`, count(*) AS occurrences_ FROM batch WHERE `Occurrences` IS NOT NULL GROUP BY `Occurrences` HAVING count(*) > 1) AS twice;
SELECT mine.`Occurrences` FROM (SELECT `Occurrences` FROM batch WHERE `Occurrences` IS NOT NULL) AS mine JOIN (SELECT `Occurrences`, count(*) AS occurrences_ FROM batch WHERE `Occurrences` IS NOT NULL GROUP BY `Occurrences` HAVING count(*) > 1) AS twice ON mine.`Occurrences` = twice.`Occurrences` ORDER BY mine.`Occurrences` LIMIT 20;

-- expect_column_values_to_be_unique: n is unique, where id not in ["a","b"]
SELECT
  count(CASE WHEN NOT (`id` IN ('a', 'b')) THEN 1 END) AS m0,
  count(CASE WHEN (NOT (`id` IN ('a', 'b'))) AND (`n` IS NULL) THEN 1 END) AS m1
FROM batch;
SELECT coalesce(sum(occurrences), 0) AS unexpected_count FROM (SELECT `n`, count(*) AS occurrences FROM batch WHERE (NOT (`id` IN ('a', 'b'))) AND (`n` IS NOT NULL) GROUP BY `n` HAVING count(*) > 1) AS twice;
SELECT mine.`n` FROM (SELECT `n` FROM batch WHERE (NOT (`id` IN ('a', 'b'))) AND (`n` IS NOT NULL)) AS mine JOIN (SELECT `n`, count(*) AS occurrences FROM batch WHERE (NOT (`id` IN ('a', 'b'))) AND (`n` IS NOT NULL) GROUP BY `n` HAVING count(*) > 1) AS twice ON mine.`n` = twice.`n` ORDER BY mine.`n` LIMIT 20;

-- expect_compound_columns_to_be_unique: id + n + day are unique together
SELECT
  count(*) AS m0,
  count(CASE WHEN `id` IS NULL AND `n` IS NULL AND `day` IS NULL THEN 1 END) AS m1
FROM batch;
SELECT coalesce(sum(occurrences), 0) AS unexpected_count FROM (SELECT `id`, `n`, `day`, count(*) AS occurrences FROM batch WHERE (`id` IS NOT NULL) AND (`n` IS NOT NULL) AND (`day` IS NOT NULL) GROUP BY `id`, `n`, `day` HAVING count(*) > 1) AS twice;
SELECT mine.`id`, mine.`n`, mine.`day` FROM (SELECT `id`, `n`, `day` FROM batch WHERE (`id` IS NOT NULL) AND (`n` IS NOT NULL) AND (`day` IS NOT NULL)) AS mine JOIN (SELECT `id`, `n`, `day`, count(*) AS occurrences FROM batch WHERE (`id` IS NOT NULL) AND (`n` IS NOT NULL) AND (`day` IS NOT NULL) GROUP BY `id`, `n`, `day` HAVING count(*) > 1) AS twice ON mine.`id` = twice.`id` AND mine.`n` = twice.`n` AND mine.`day` = twice.`day` ORDER BY mine.`id`, mine.`n`, mine.`day` LIMIT 20;

-- expect_column_values_to_be_in_set: id is one of "it's", "back\\slash", ""
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (`id` IN ('it\'s', 'back\\slash', '')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (`id` IN ('it\'s', 'back\\slash', '')) LIMIT 20;

-- expect_column_values_to_be_in_set: id is one of nothing
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (CASE WHEN `id` IS NOT NULL THEN FALSE END) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (CASE WHEN `id` IS NOT NULL THEN FALSE END) LIMIT 20;

-- expect_column_values_to_be_in_set: day is one of "2026-01-31", "2026-02-28"
SELECT
  count(*) AS m0,
  count(*) - count(`day`) AS m1,
  count(CASE WHEN NOT (`day` IN (DATE '2026-01-31', DATE '2026-02-28')) THEN 1 END) AS m2
FROM batch;
SELECT `day` FROM batch WHERE NOT (`day` IN (DATE '2026-01-31', DATE '2026-02-28')) LIMIT 20;

-- expect_column_values_to_not_be_in_set: n is none of 1, 2
SELECT
  count(*) AS m0,
  count(*) - count(`n`) AS m1,
  count(CASE WHEN NOT (NOT (`n` IN (1, 2))) THEN 1 END) AS m2
FROM batch;
SELECT `n` FROM batch WHERE NOT (NOT (`n` IN (1, 2))) LIMIT 20;

-- expect_column_values_to_be_between: amount is at least 0.01 and less than 9999.99
SELECT
  count(*) AS m0,
  count(*) - count(`amount`) AS m1,
  count(CASE WHEN NOT ((`amount` >= 0.01) AND (`amount` < 9999.99)) THEN 1 END) AS m2
FROM batch;
SELECT `amount` FROM batch WHERE NOT ((`amount` >= 0.01) AND (`amount` < 9999.99)) LIMIT 20;

-- expect_column_values_to_be_between: at is between 2026-01-31T10:00:00Z and 2026-02-28
SELECT
  count(*) AS m0,
  count(*) - count(`at`) AS m1,
  count(CASE WHEN NOT ((`at` >= TIMESTAMP '2026-01-31T10:00:00Z') AND (`at` <= TIMESTAMP '2026-02-28')) THEN 1 END) AS m2
FROM batch;
SELECT `at` FROM batch WHERE NOT ((`at` >= TIMESTAMP '2026-01-31T10:00:00Z') AND (`at` <= TIMESTAMP '2026-02-28')) LIMIT 20;

-- expect_column_values_to_be_between: day is between 2026-01-31 and 2026-02-28T12:00:00+07:00
SELECT
  count(*) AS m0,
  count(*) - count(`day`) AS m1,
  count(CASE WHEN NOT ((`day` >= DATE '2026-01-31') AND (`day` <= TIMESTAMP '2026-02-28T12:00:00+07:00')) THEN 1 END) AS m2
FROM batch;
SELECT `day` FROM batch WHERE NOT ((`day` >= DATE '2026-01-31') AND (`day` <= TIMESTAMP '2026-02-28T12:00:00+07:00')) LIMIT 20;

-- expect_column_value_lengths_to_be_between: id has a length of between 1 and 32
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT ((char_length(`id`) >= 1) AND (char_length(`id`) <= 32)) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT ((char_length(`id`) >= 1) AND (char_length(`id`) <= 32)) LIMIT 20;

-- expect_column_value_lengths_to_equal: id has a length of 32
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (char_length(`id`) = 32) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (char_length(`id`) = 32) LIMIT 20;

-- expect_column_values_to_match_regex: id matches /^[a-z\d'.]+$/
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (`id` RLIKE '^[a-z\\d\'.]+$') THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (`id` RLIKE '^[a-z\\d\'.]+$') LIMIT 20;

-- expect_column_values_to_not_match_regex: id does not match /\s/
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (NOT (`id` RLIKE '\\s')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (NOT (`id` RLIKE '\\s')) LIMIT 20;

-- expect_column_values_to_match_regex_list: id matches all of /^a/, /b$/
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT ((`id` RLIKE '^a') AND (`id` RLIKE 'b$')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT ((`id` RLIKE '^a') AND (`id` RLIKE 'b$')) LIMIT 20;

-- expect_column_values_to_not_match_regex_list: id matches none of /^a/, /b$/
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (NOT (`id` RLIKE '^a') AND NOT (`id` RLIKE 'b$')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (NOT (`id` RLIKE '^a') AND NOT (`id` RLIKE 'b$')) LIMIT 20;

-- expect_column_values_to_match_like_pattern: id is like "a\\_%"
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (`id` LIKE 'a\\_%' ESCAPE '~') THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (`id` LIKE 'a\\_%' ESCAPE '~') LIMIT 20;

-- expect_column_values_to_not_match_like_pattern: id is not like "100$%"
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (NOT (`id` LIKE '100$%' ESCAPE '$')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (NOT (`id` LIKE '100$%' ESCAPE '$')) LIMIT 20;

-- expect_column_pair_values_to_be_equal: n equals m
SELECT
  count(*) AS m0,
  count(CASE WHEN `n` IS NULL AND `m` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`n` IS NULL AND `m` IS NULL)) AND (NOT (`n` = `m` AND `n` IS NOT NULL AND `m` IS NOT NULL)) THEN 1 END) AS m2
FROM batch;
SELECT `n`, `m` FROM batch WHERE (NOT (`n` IS NULL AND `m` IS NULL)) AND (NOT (`n` = `m` AND `n` IS NOT NULL AND `m` IS NOT NULL)) LIMIT 20;

-- expect_column_pair_values_a_to_be_greater_than_b: at is greater than or equal to day
SELECT
  count(*) AS m0,
  count(CASE WHEN `at` IS NULL OR `day` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`at` IS NULL OR `day` IS NULL)) AND (NOT (`at` >= `day` OR (`at` IS NULL AND `day` IS NULL))) THEN 1 END) AS m2
FROM batch;
SELECT `at`, `day` FROM batch WHERE (NOT (`at` IS NULL OR `day` IS NULL)) AND (NOT (`at` >= `day` OR (`at` IS NULL AND `day` IS NULL))) LIMIT 20;

-- expect_multicolumn_sum_to_equal: n + m is 10
SELECT
  count(*) AS m0,
  count(CASE WHEN `n` IS NULL OR `m` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`n` IS NULL OR `m` IS NULL)) AND (NOT (`n` + `m` = 10)) THEN 1 END) AS m2
FROM batch;
SELECT `n`, `m` FROM batch WHERE (NOT (`n` IS NULL OR `m` IS NULL)) AND (NOT (`n` + `m` = 10)) LIMIT 20;

-- expect_column_max_to_be_between: the greatest at is at most 2026-12-31
SELECT
  max(`at`) AS m0,
  (max(`at`)) <= TIMESTAMP '2026-12-31' AS m1
FROM batch;

-- expect_column_min_to_be_between: the least x is at least -1.5
SELECT
  min(`x`) AS m0,
  (min(`x`)) >= -1.5 AS m1
FROM batch;

-- expect_column_mean_to_be_between: the mean of amount is between 1 and 2
SELECT
  avg(CAST(`amount` AS double)) AS m0,
  ((avg(CAST(`amount` AS double))) >= 1) AND ((avg(CAST(`amount` AS double))) <= 2) AS m1
FROM batch;

-- expect_column_sum_to_be_between: the sum of amount is at least 1, where n < 3
SELECT
  sum(CASE WHEN `n` < 3 THEN `amount` END) AS m0,
  (sum(CASE WHEN `n` < 3 THEN `amount` END)) >= 1 AS m1
FROM batch;

-- expect_column_median_to_be_between: the median of amount is at least 1
SELECT
  median(`amount`) AS m0,
  (median(`amount`)) >= 1 AS m1
FROM batch;

-- expect_column_stdev_to_be_between: the standard deviation of x is at most 3
SELECT
  stddev_samp(`x`) AS m0,
  (stddev_samp(`x`)) <= 3 AS m1
FROM batch;

-- expect_column_quantile_values_to_be_between: the quantiles of x are within 0.05: [0, 1], 0.5: [, 5]
SELECT
  percentile_disc(0.05) WITHIN GROUP (ORDER BY `x`) AS m0,
  ((percentile_disc(0.05) WITHIN GROUP (ORDER BY `x`)) >= 0) AND ((percentile_disc(0.05) WITHIN GROUP (ORDER BY `x`)) <= 1) AS m1,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY `x`) AS m2,
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY `x`)) <= 5 AS m3
FROM batch;

-- expect_column_unique_value_count_to_be_between: the number of different values of id is at least 2
SELECT
  count(DISTINCT `id`) AS m0,
  (count(DISTINCT `id`)) >= 2 AS m1
FROM batch;

-- expect_column_proportion_of_unique_values_to_be_between: the share of different values of id is at least 0.5
SELECT
  CASE WHEN count(`id`) > 0 THEN CAST(count(DISTINCT `id`) AS double) / count(`id`) ELSE 0 END AS m0,
  (CASE WHEN count(`id`) > 0 THEN CAST(count(DISTINCT `id`) AS double) / count(`id`) ELSE 0 END) >= 0.5 AS m1
FROM batch;

-- expect_column_distinct_values_to_be_in_set: id has only values out of "it's", "back\\slash", ""
SELECT
  count(DISTINCT CASE WHEN NOT (`id` IN ('it\'s', 'back\\slash', '')) THEN `id` END) AS m0
FROM batch;
SELECT DISTINCT `id` FROM batch WHERE (`id` IS NOT NULL) AND (NOT (`id` IN ('it\'s', 'back\\slash', ''))) LIMIT 20;

-- expect_column_distinct_values_to_contain_set: id has all of the values "it's", "back\\slash", ""
SELECT
  count(CASE WHEN `id` IN ('it\'s') THEN 1 END) > 0 AS m0,
  count(CASE WHEN `id` IN ('back\\slash') THEN 1 END) > 0 AS m1,
  count(CASE WHEN `id` IN ('') THEN 1 END) > 0 AS m2
FROM batch;
SELECT DISTINCT `id` FROM batch WHERE (`id` IS NOT NULL) AND (NOT (`id` IN ('it\'s', 'back\\slash', ''))) LIMIT 20;

-- expect_column_distinct_values_to_equal_set: n has exactly the values 1, 2
SELECT
  count(CASE WHEN `n` IN (1) THEN 1 END) > 0 AS m0,
  count(CASE WHEN `n` IN (2) THEN 1 END) > 0 AS m1,
  count(DISTINCT CASE WHEN NOT (`n` IN (1, 2)) THEN `n` END) AS m2
FROM batch;
SELECT DISTINCT `n` FROM batch WHERE (`n` IS NOT NULL) AND (NOT (`n` IN (1, 2))) LIMIT 20;

-- expect_column_values_to_match_like_pattern_list: id is like all of "a\\_%", "it's%"
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT ((`id` LIKE 'a\\_%' ESCAPE '~') AND (`id` LIKE 'it\'s%')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT ((`id` LIKE 'a\\_%' ESCAPE '~') AND (`id` LIKE 'it\'s%')) LIMIT 20;

-- expect_column_values_to_not_match_like_pattern_list: id is like none of "100$%", "_"
SELECT
  count(*) AS m0,
  count(*) - count(`id`) AS m1,
  count(CASE WHEN NOT (NOT (`id` LIKE '100$%' ESCAPE '$') AND NOT (`id` LIKE '_' ESCAPE '$')) THEN 1 END) AS m2
FROM batch;
SELECT `id` FROM batch WHERE NOT (NOT (`id` LIKE '100$%' ESCAPE '$') AND NOT (`id` LIKE '_' ESCAPE '$')) LIMIT 20;

-- expect_column_value_z_scores_to_be_less_than: x is less than 3 standard deviations from its mean
SELECT
  count(*) AS m0,
  count(*) - count(`x`) AS m1
FROM batch;
SELECT count(CASE WHEN NOT (abs((v - usual.mean) / nullif(usual.spread, 0)) < 3) THEN 1 END) AS unexpected_count FROM (SELECT CAST(`x` AS double) AS v, `x` AS original FROM batch WHERE `x` IS NOT NULL) AS mine CROSS JOIN (SELECT avg(CAST(v AS double)) AS mean, stddev_samp(v) AS spread FROM (SELECT CAST(`x` AS double) AS v, `x` AS original FROM batch WHERE `x` IS NOT NULL) AS every) AS usual;
SELECT mine.original AS `x` FROM (SELECT CAST(`x` AS double) AS v, `x` AS original FROM batch WHERE `x` IS NOT NULL) AS mine CROSS JOIN (SELECT avg(CAST(v AS double)) AS mean, stddev_samp(v) AS spread FROM (SELECT CAST(`x` AS double) AS v, `x` AS original FROM batch WHERE `x` IS NOT NULL) AS every) AS usual WHERE NOT (abs((v - usual.mean) / nullif(usual.spread, 0)) < 3) LIMIT 20;

-- expect_column_values_to_not_be_outliers: amount has no outliers, 1.5 × the interquartile range
SELECT
  count(*) AS m0,
  count(*) - count(`amount`) AS m1
FROM batch;
SELECT count(CASE WHEN NOT (v >= usual.q1 - 1.5 * (usual.q3 - usual.q1) AND v <= usual.q3 + 1.5 * (usual.q3 - usual.q1)) THEN 1 END) AS unexpected_count FROM (SELECT CAST(`amount` AS double) AS v, `amount` AS original FROM batch WHERE `amount` IS NOT NULL) AS mine CROSS JOIN (SELECT max(CASE WHEN place = floor(0.25 * top) THEN v END) + (max(CASE WHEN place = ceil(0.25 * top) THEN v END) - max(CASE WHEN place = floor(0.25 * top) THEN v END)) * max((0.25 * top) - floor(0.25 * top)) AS q1, max(CASE WHEN place = floor(0.75 * top) THEN v END) + (max(CASE WHEN place = ceil(0.75 * top) THEN v END) - max(CASE WHEN place = floor(0.75 * top) THEN v END)) * max((0.75 * top) - floor(0.75 * top)) AS q3 FROM (SELECT v, row_number() OVER (ORDER BY v) - 1 AS place, count(*) OVER () - 1 AS top FROM (SELECT CAST(`amount` AS double) AS v, `amount` AS original FROM batch WHERE `amount` IS NOT NULL) AS every) AS ranked) AS usual;
SELECT mine.original AS `amount` FROM (SELECT CAST(`amount` AS double) AS v, `amount` AS original FROM batch WHERE `amount` IS NOT NULL) AS mine CROSS JOIN (SELECT max(CASE WHEN place = floor(0.25 * top) THEN v END) + (max(CASE WHEN place = ceil(0.25 * top) THEN v END) - max(CASE WHEN place = floor(0.25 * top) THEN v END)) * max((0.25 * top) - floor(0.25 * top)) AS q1, max(CASE WHEN place = floor(0.75 * top) THEN v END) + (max(CASE WHEN place = ceil(0.75 * top) THEN v END) - max(CASE WHEN place = floor(0.75 * top) THEN v END)) * max((0.75 * top) - floor(0.75 * top)) AS q3 FROM (SELECT v, row_number() OVER (ORDER BY v) - 1 AS place, count(*) OVER () - 1 AS top FROM (SELECT CAST(`amount` AS double) AS v, `amount` AS original FROM batch WHERE `amount` IS NOT NULL) AS every) AS ranked) AS usual WHERE NOT (v >= usual.q1 - 1.5 * (usual.q3 - usual.q1) AND v <= usual.q3 + 1.5 * (usual.q3 - usual.q1)) LIMIT 20;

-- expect_column_values_to_not_be_outliers: n has no outliers, 3 × the standard deviation, where day >= "2026-01-31"
SELECT
  count(CASE WHEN `day` >= DATE '2026-01-31' THEN 1 END) AS m0,
  count(CASE WHEN (`day` >= DATE '2026-01-31') AND (`n` IS NULL) THEN 1 END) AS m1
FROM batch;
SELECT count(CASE WHEN NOT (CASE WHEN 3 * usual.spread <= 0 THEN v = usual.mean ELSE abs(v - usual.mean) < 3 * usual.spread END) THEN 1 END) AS unexpected_count FROM (SELECT CAST(`n` AS double) AS v, `n` AS original FROM batch WHERE (`day` >= DATE '2026-01-31') AND (`n` IS NOT NULL)) AS mine CROSS JOIN (SELECT avg(CAST(v AS double)) AS mean, stddev_samp(v) AS spread FROM (SELECT CAST(`n` AS double) AS v, `n` AS original FROM batch WHERE (`day` >= DATE '2026-01-31') AND (`n` IS NOT NULL)) AS every) AS usual;
SELECT mine.original AS `n` FROM (SELECT CAST(`n` AS double) AS v, `n` AS original FROM batch WHERE (`day` >= DATE '2026-01-31') AND (`n` IS NOT NULL)) AS mine CROSS JOIN (SELECT avg(CAST(v AS double)) AS mean, stddev_samp(v) AS spread FROM (SELECT CAST(`n` AS double) AS v, `n` AS original FROM batch WHERE (`day` >= DATE '2026-01-31') AND (`n` IS NOT NULL)) AS every) AS usual WHERE NOT (CASE WHEN 3 * usual.spread <= 0 THEN v = usual.mean ELSE abs(v - usual.mean) < 3 * usual.spread END) LIMIT 20;

-- expect_column_pair_values_to_be_in_set: id and day are one of ["a","2026-01-31"], ["it's","2026-02-28"]
SELECT
  count(*) AS m0,
  count(CASE WHEN `id` IS NULL AND `day` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`id` IS NULL AND `day` IS NULL)) AND (NOT ((`id` = 'a' AND `day` = DATE '2026-01-31') OR (`id` = 'it\'s' AND `day` = DATE '2026-02-28'))) THEN 1 END) AS m2
FROM batch;
SELECT `id`, `day` FROM batch WHERE (NOT (`id` IS NULL AND `day` IS NULL)) AND (NOT ((`id` = 'a' AND `day` = DATE '2026-01-31') OR (`id` = 'it\'s' AND `day` = DATE '2026-02-28'))) LIMIT 20;

-- expect_multicolumn_values_to_be_equal: n, m, x are equal
SELECT
  count(*) AS m0,
  count(CASE WHEN `n` IS NULL AND `m` IS NULL AND `x` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`n` IS NULL AND `m` IS NULL AND `x` IS NULL)) AND (NOT (((`n` IS NULL AND `m` IS NULL) OR (`n` IS NOT NULL AND `m` IS NOT NULL AND `n` = `m`)) AND ((`n` IS NULL AND `x` IS NULL) OR (`n` IS NOT NULL AND `x` IS NOT NULL AND `n` = `x`)))) THEN 1 END) AS m2
FROM batch;
SELECT `n`, `m`, `x` FROM batch WHERE (NOT (`n` IS NULL AND `m` IS NULL AND `x` IS NULL)) AND (NOT (((`n` IS NULL AND `m` IS NULL) OR (`n` IS NOT NULL AND `m` IS NOT NULL AND `n` = `m`)) AND ((`n` IS NULL AND `x` IS NULL) OR (`n` IS NOT NULL AND `x` IS NOT NULL AND `n` = `x`)))) LIMIT 20;

-- expect_select_column_values_to_be_unique_within_record: n, m, x are different
SELECT
  count(*) AS m0,
  count(CASE WHEN `n` IS NULL OR `m` IS NULL OR `x` IS NULL THEN 1 END) AS m1,
  count(CASE WHEN (NOT (`n` IS NULL OR `m` IS NULL OR `x` IS NULL)) AND (NOT (NOT ((`n` = `m` OR (`n` IS NULL AND `m` IS NULL)) OR (`n` = `x` OR (`n` IS NULL AND `x` IS NULL)) OR (`m` = `x` OR (`m` IS NULL AND `x` IS NULL))))) THEN 1 END) AS m2
FROM batch;
SELECT `n`, `m`, `x` FROM batch WHERE (NOT (`n` IS NULL OR `m` IS NULL OR `x` IS NULL)) AND (NOT (NOT ((`n` = `m` OR (`n` IS NULL AND `m` IS NULL)) OR (`n` = `x` OR (`n` IS NULL AND `x` IS NULL)) OR (`m` = `x` OR (`m` IS NULL AND `x` IS NULL))))) LIMIT 20;

-- expect_column_proportion_of_non_null_values_to_be_between: the share of rows with a value of id is at least 0.9
SELECT
  CASE WHEN count(*) > 0 THEN CAST(count(`id`) AS double) / count(*) ELSE 0 END AS m0,
  (CASE WHEN count(*) > 0 THEN CAST(count(`id`) AS double) / count(*) ELSE 0 END) >= 0.9 AS m1
FROM batch;

-- expect_column_most_common_value_to_be_in_set: the most common id is one of "it's", "back\\slash", ""
SELECT count(*) AS modes, count(CASE WHEN `id` IN ('it\'s', 'back\\slash', '') THEN 1 END) AS in_set FROM (SELECT `id`, rank() OVER (ORDER BY occurs DESC) AS place FROM (SELECT `id`, count(*) AS occurs FROM batch WHERE `id` IS NOT NULL GROUP BY `id`) AS grouped) AS ranked WHERE place = 1;
SELECT `id` FROM (SELECT `id`, rank() OVER (ORDER BY occurs DESC) AS place FROM (SELECT `id`, count(*) AS occurs FROM batch WHERE `id` IS NOT NULL GROUP BY `id`) AS grouped) AS ranked WHERE place = 1 ORDER BY `id` LIMIT 20;

-- expect_column_type_to_be: the type of n is int
-- (no query: the columns say it)

-- expect_table_row_count_to_equal_other_table: the number of rows is that of shop.orders
SELECT
  count(*) AS m0
FROM batch;
SELECT count(*) AS other FROM `shop`.`orders`;

-- unexpected_rows_expectation: nothing is found by: SELECT id, n FROM {batch} WHERE n > 3;
SELECT count(*) AS unexpected_count FROM (SELECT id, n FROM batch WHERE n > 3) AS found;
SELECT * FROM (SELECT id, n FROM batch WHERE n > 3) AS found LIMIT 20;

-- dq_references_to_exist: id + n exists in shop.orders
SELECT
  count(*) AS m0,
  count(CASE WHEN `id` IS NULL OR `n` IS NULL THEN 1 END) AS m1
FROM batch;
SELECT count(*) AS unexpected_count FROM batch AS mine WHERE (mine.`id` IS NOT NULL) AND (mine.`n` IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM `shop`.`orders` AS theirs WHERE theirs.`order_id` = mine.`id` AND theirs.`line` = mine.`n`);
SELECT DISTINCT mine.`id`, mine.`n` FROM batch AS mine WHERE (mine.`id` IS NOT NULL) AND (mine.`n` IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM `shop`.`orders` AS theirs WHERE theirs.`order_id` = mine.`id` AND theirs.`line` = mine.`n`) ORDER BY mine.`id`, mine.`n` LIMIT 20;

-- dq_totals_to_reconcile: the sum of amount equals that of shop.orders.total to within 0.01
SELECT CAST(mine AS string) AS mine, CAST(theirs AS string) AS theirs, CAST(mine - theirs AS string) AS difference, abs(mine - theirs) <= 0.01 AS within FROM (SELECT coalesce(sum(`amount`), 0) AS mine FROM batch) AS a, (SELECT coalesce(sum(`total`), 0) AS theirs FROM `shop`.`orders`) AS b;

-- dq_rows_to_be_fresh: the newest at is at most 60 minutes old
SELECT
  max(`at`) AS m0
FROM batch;

-- dq_row_count_to_match_history: the number of rows is as usual in the last 14 runs
SELECT
  count(*) AS m0
FROM batch;
