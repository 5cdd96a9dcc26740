# Rank sums by coin, Cliff's delta by its definition.
source("write.R")
suppressPackageStartupMessages(library(coin))

set.seed(9)
classes <- function(...) rep(3:1, c(...))
arms <- list(
  "Table 3, questions" = list(classes(11, 7, 1), classes(3, 5, 8)),
  "Table 3, roles" = list(classes(10, 5, 4), classes(4, 4, 8)),
  "no ties" = list(c(1.2, 3.4, 5.6, 7.7, 8.1), c(0.3, 2.2, 4.1, 6.9)),
  "no ties, equal sizes" = list(c(1.5, 4, 6, 8), c(2, 3, 5, 9)),
  "one against three" = list(5, c(1, 2, 3)),
  "two against two" = list(c(1, 2), c(2, 3)),
  "arms that do not overlap" = list(c(4, 5, 6, 6), c(1, 2, 3)),
  "arms that do not overlap, below" = list(c(1, 1, 2), c(3, 4, 4, 5)),
  "equal arms" = list(c(1, 2, 2, 3), c(1, 2, 2, 3)),
  "almost all tied" = list(c(2, 2, 2, 2, 3), c(2, 2, 2, 2, 2, 2)),
  "one against many" = list(3, c(1, 1, 2, 2, 2, 3, 3)),
  "forty-nine people without ties" = list(rnorm(24), rnorm(25, 0.5)),
  "forty-nine people in classes" = list(sample(1:3, 24, TRUE), sample(1:3, 25, TRUE)),
  "fifty people" = list(sample(1:3, 25, TRUE), sample(1:3, 25, TRUE, c(3, 2, 1))),
  "four hundred people" = list(sample(1:5, 180, TRUE), sample(1:5, 220, TRUE)),
  "all tied" = list(c(2, 2, 2), c(2, 2)),
  "an empty arm" = list(numeric(0), c(1, 2, 3))
)
rank_sum <- function(x, y) {
  data <- data.frame(v = c(x, y), arm = factor(rep(c("a", "b"), c(length(x), length(y))), levels = c("a", "b")))
  exact <- nrow(data) < 50
  test <- wilcox_test(v ~ arm, data, distribution = if (exact) "exact" else "asymptotic")
  list(u = one(sum(rank(data$v)[seq_along(x)]) - length(x) * (length(x) + 1) / 2),
       z = one(statistic(test)), p = one(pvalue(test)), p_normal = one(pvalue(wilcox_test(v ~ arm, data))))
}
cliff <- function(x, y) {
  m <- length(x); n <- length(y)
  d <- sign(outer(x, y, "-"))
  delta <- mean(d)
  t <- qt(0.975, m + n - 2)
  if (abs(delta) == 1) {
    inner <- max(-1, (min(m, n) - t^2) / (min(m, n) + t^2))
    limits <- sort(delta * c(inner, 1))
  } else {
    s2 <- (n^2 * sum((rowMeans(d) - delta)^2) + m^2 * sum((colMeans(d) - delta)^2) - sum((d - delta)^2)) /
      (m * n * (m - 1) * (n - 1))
    s2 <- max(s2, (1 - delta^2) / (m * n - 1))
    limits <- (delta - delta^3 + c(-1, 1) * t * sqrt(s2) * sqrt((1 - delta^2)^2 + t^2 * s2)) /
      (1 - delta^2 + t^2 * s2)
  }
  list(delta = one(delta), low = one(max(-1, limits[1])), high = one(min(1, limits[2])))
}
cases <- list()
for (name in names(arms)) {
  x <- arms[[name]][[1]]; y <- arms[[name]][[2]]
  known <- !name %in% c("all tied", "an empty arm")
  given <- list(a = x, b = y)
  answer <- if (known) rank_sum(x, y)
  cases <- c(cases, list(list(ask = "rank_sum", name = name, given = given, answer = answer)))
  if (length(x) == 1) next
  answer <- if (known) cliff(x, y)
  cases <- c(cases, list(list(ask = "cliff", name = name, given = given, answer = answer)))
}
write_cases("ordinal", "coin", cases)
