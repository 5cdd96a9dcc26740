# Positions, Kendall's W by Friedman's test, the critical value of rank intervals.
source("write.R")

set.seed(7)
whole <- function(n, pull = 0) t(vapply(seq_len(n), function(i) rank(rnorm(7) + pull * (1:7)), numeric(7)))
blanked <- function(ranks, share) {
  ranks[matrix(runif(length(ranks)) < share, nrow(ranks))] <- NA
  t(apply(ranks, 1, function(row) { row[!is.na(row)] <- rank(row[!is.na(row)]); row }))
}
tied <- function(n) t(replicate(n, sample(1:3, 7, TRUE)))
rounds <- list(
  "twenty leaders, clear order" = whole(20, 0.5),
  "fifty-one leaders, weak order" = whole(51, 0.1),
  "twelve leaders, no order" = whole(12),
  "blanks" = blanked(whole(25, 0.4), 0.5),
  "ties" = tied(15),
  "one place each" = rbind(c(1, rep(NA, 6)), c(NA, 1, rep(NA, 5)), c(1, rep(NA, 6))),
  "gaps in the places" = rbind(c(1, 2, 5, NA, NA, NA, 7), c(2, 2, 4, 9, NA, NA, NA)),
  "two leaders" = rbind(1:7, 7:1),
  "leaders alike" = matrix(1:7, 11, 7, byrow = TRUE),
  "some who ranked nothing" = rbind(whole(10, 0.3), matrix(NA, 3, 7)),
  "all ranks tied" = matrix(1, 12, 7)
)
# Place by place: the mean of the places that a reason shares, blanks sharing those that are left.
position <- function(row) {
  k <- sum(!is.na(row))
  places <- rep((k + 8) / 2, 7)
  for (j in which(!is.na(row)))
    places[j] <- sum(row < row[j], na.rm = TRUE) + (sum(row == row[j], na.rm = TRUE) + 1) / 2
  places
}
positions <- function(ranks) t(apply(ranks[rowSums(!is.na(ranks)) > 0, , drop = FALSE], 1, position))

critical <- function(places, draws = 2e5) {
  pairs <- combn(7, 2)
  d <- places[, pairs[1, ]] - places[, pairs[2, ]]
  d <- d[, apply(d, 2, sd) > 0, drop = FALSE]
  if (ncol(d) == 0) return(c(0, 0))
  error <- apply(d, 2, sd) / sqrt(nrow(d))
  largest <- numeric(0)
  for (part in 1:10) {
    means <- t(d) %*% rmultinom(draws / 10, nrow(d), rep(1, nrow(d))) / nrow(d)
    largest <- c(largest, apply(abs(means - colMeans(d)) / error, 2, max))
  }
  bounds_of_quantile(largest, 0.95, 2000)
}
cases <- list()
for (name in names(rounds)) {
  places <- positions(rounds[[name]])
  cases <- c(cases, list(list(ask = "positions", name = name, given = list(ranks = rounds[[name]]),
    answer = list(places = places, mean = colMeans(places), n = one(nrow(places)),
                  n_answers = one(nrow(rounds[[name]]))))))
  test <- suppressWarnings(friedman.test(places))
  w <- as.numeric(test$statistic) / (nrow(places) * 6)
  cases <- c(cases, list(list(ask = "w", name = name, given = list(ranks = rounds[[name]]),
    answer = if (is.finite(w)) list(w = one(w), chi_squared = one(test$statistic), p = one(test$p.value)))))
  if (nrow(places) >= 10 && is.finite(w)) cases <- c(cases, list(list(
    ask = "critical", name = name, given = list(ranks = rounds[[name]]), answer = list(critical = critical(places)))))
}
write_cases("ranking", character(0), cases)
