# Weighted kappa with its non-null standard error.
#
# vcd and psych agree on kappa and not on its error: psych 2.2.9 sums w * rs over rows where Fleiss, Cohen and
# Everitt sum over columns. The delta method, worked numerically here, sides with vcd, whose error is stored.
source("write.R")
suppressPackageStartupMessages({library(psych); library(vcd)})

by_row <- function(...) matrix(c(...), sqrt(length(c(...))), byrow = TRUE)
balint <- by_row(9, 1, 1, 1, 4, 2, 0, 0, 1)      # thesis, Table 3, page 43
reference <- by_row(2, 1, 0, 1, 2, 2, 1, 1, 6)
tables <- list(
  "Table 3" = balint + reference,
  "Table 3, Balint" = balint,
  "Table 3, reference" = reference,
  "two classes" = by_row(20, 5, 10, 15),
  "four classes" = by_row(11, 2, 0, 1, 3, 8, 2, 0, 1, 2, 9, 4, 0, 1, 3, 12),
  "perfect agreement" = by_row(5, 0, 0, 0, 3, 0, 0, 0, 2),
  "complete disagreement" = by_row(0, 0, 6, 0, 0, 0, 7, 0, 0),
  "an unused class" = by_row(5, 0, 2, 0, 0, 0, 1, 0, 4),
  "five people" = by_row(2, 1, 0, 0, 1, 0, 0, 0, 1),
  "chance alone" = by_row(4, 4, 4, 4, 4, 4, 4, 4, 4),
  "many people" = by_row(300, 100, 20, 80, 400, 90, 10, 70, 250)
)
steps <- function(k) abs(outer(1:k, 1:k, "-")) / (k - 1)
delta_method <- function(table, w, h = 1e-6) {
  p <- table / sum(table)
  value <- function(p) {
    p <- p / sum(p)
    chance <- sum(w * (rowSums(p) %o% colSums(p)))
    (sum(w * p) - chance) / (1 - chance)
  }
  slope <- vapply(seq_along(p), function(i) {
    up <- down <- p
    up[i] <- up[i] + h
    down[i] <- down[i] - h
    (value(up) - value(down)) / (2 * h)
  }, 0)
  sqrt(max(0, sum(p * slope^2) - sum(p * slope)^2) / sum(table))
}

cases <- list()
for (name in names(tables)) for (weights in c("linear", "quadratic")) {
  table <- tables[[name]]
  w <- 1 - steps(nrow(table))^(if (weights == "linear") 1 else 2)
  value <- Kappa(table, weights = w)$Weighted[["value"]]
  error <- suppressWarnings(Kappa(table, weights = w)$Weighted[["ASE"]])
  if (!is.finite(error)) error <- 0  # a rounding below 0 under the root
  stopifnot(all.equal(value, suppressWarnings(cohen.kappa(table, w = w))$weighted.kappa, tolerance = 1e-10))
  stopifnot(abs(error - delta_method(table, w)) < 1e-6)
  limits <- pmin(1, pmax(-1, value + c(-1, 1) * qnorm(0.975) * error))
  cases <- c(cases, list(list(
    ask = weights, name = name, given = list(table = table),
    answer = list(kappa = one(value), standard_error = one(error), low = one(limits[1]), high = one(limits[2])))))
}
for (table in list(by_row(4, 3, 2, 0, 0, 0, 0, 0, 0), by_row(6, 0, 0, 0, 0, 0, 0, 0, 0))) cases <- c(cases, list(list(
  ask = "linear", name = paste(sum(table), "people in one class"), given = list(table = table), answer = NULL,
  why = "one classification has no variance")))

kappa <- function(cells, w) {
  k <- nrow(w)
  tables <- array(cells, c(k, k, ncol(cells)))
  n <- colSums(cells)
  apart <- 1 - w
  seen <- colSums(cells * as.numeric(apart)) / n
  chance <- 0
  for (i in 1:k) for (j in 1:k)
    chance <- chance + apart[i, j] * colSums(matrix(tables[i, , ], k)) * colSums(matrix(tables[, j, ], k)) / n^2
  1 - seen / chance
}
set.seed(43)
for (weights in c("linear", "quadratic")) {
  w <- 1 - steps(3)^(if (weights == "linear") 1 else 2)
  many <- kappa(rmultinom(2e5, 19, balint) + rmultinom(2e5, 16, reference), w)
  stopifnot(all.equal(kappa(matrix(balint + reference), w), Kappa(balint + reference, w)$Weighted[["value"]]))
  cases <- c(cases, list(list(
    ask = paste("bootstrap", weights), name = "Table 3 within arms",
    given = list(tables = list(balint, reference), draws = one(2000)),
    answer = list(low = bounds_of_quantile(many, 0.025, 2000), high = bounds_of_quantile(many, 0.975, 2000)))))
}
write_cases("agreement", c("psych", "vcd"), cases)
