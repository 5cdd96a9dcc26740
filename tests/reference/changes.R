# Changes between rounds: two counts, and the difference of two arms in two rounds.
source("write.R")
suppressPackageStartupMessages(library(clubSandwich))

cases <- list()
finite <- function(value) if (is.finite(value)) one(value) else unbox(NA)
for (d in list(c(40, 52), c(36, 36), c(10, 20), c(0, 5), c(5, 0), c(1, 0), c(3, 1), c(400, 380))) {
  test <- poisson.test(c(d[2], d[1]))
  cases <- c(cases, list(list(ask = "count", name = paste(d[1], "then", d[2]),
    given = list(earlier = one(d[1]), later = one(d[2])),
    answer = list(ratio = finite(test$estimate), low = one(test$conf.int[1]), high = finite(test$conf.int[2])))))
}

set.seed(5)
vas <- function(n, mean, sd) pmin(10, pmax(0, round(rnorm(n, mean, sd), 1)))
rounds <- list(
  "two in each arm" = list(c(1, 2), c(3, 5), c(4, 4.5), c(2, 6)),
  "twenties" = list(vas(20, 6, 2), vas(21, 5, 2), vas(24, 7, 1.5), vas(19, 5, 2)),
  "unequal spread and size" = list(vas(5, 6, 3), vas(40, 5, 0.5), vas(60, 6, 1), vas(7, 5, 3)),
  "three arms without variance" = list(c(3, 3, 3), c(4, 4), c(1, 2, 4, 6), c(5, 5, 5)),
  "no change" = list(c(1, 2, 3, 4), c(2, 3, 4), c(1, 2, 3, 4), c(2, 3, 4))
)
signs <- c(-1, 1, 1, -1)
for (name in names(rounds)) {
  # The contrast as a weighted sum of t.test()'s standard errors, one arm at a time.
  arms <- rounds[[name]]
  change <- sum(signs * vapply(arms, mean, 0))
  errors <- vapply(arms, function(x) sd(x) / sqrt(length(x)), 0)
  error <- sqrt(sum(errors^2))
  df <- error^4 / sum(errors^4 / (lengths(arms) - 1))
  cases <- c(cases, list(list(ask = "difference", name = name,
    given = list(earlier = arms[1:2], later = arms[3:4]),
    answer = list(change = one(change), low = one(change - qt(0.975, df) * error),
                  high = one(change + qt(0.975, df) * error), df = one(df),
                  p = one(2 * pt(-abs(change / error), df))))))
}

clustered <- list(
  "groups of five" = list(rounds[["twenties"]], rep(1:4, each = 5), rep(1:6, each = 4)),
  "unequal groups, some alone" = list(rounds[["twenties"]], c(rep(1, 11), rep(2, 6), 3, 4, 5), c(rep(1, 3), rep(2, 19), 3, 4))
)
for (name in names(clustered)) {
  arms <- clustered[[name]][[1]]
  groups <- list(clustered[[name]][[2]], seq_along(arms[[2]]), clustered[[name]][[3]], seq_along(arms[[4]]))
  data <- data.frame(y = unlist(arms), cell = factor(rep(1:4, lengths(arms))),
                     g = unlist(Map(function(group, arm) paste(arm, group), groups, 1:4)))
  test <- linear_contrast(lm(y ~ 0 + cell, data), vcov = "CR2", cluster = data$g, contrasts = matrix(signs, 1), p_values = TRUE)
  cases <- c(cases, list(list(ask = "cluster difference", name = name,
    given = list(earlier = arms[1:2], later = arms[3:4], groups_earlier = groups[[1]], groups_later = groups[[3]]),
    answer = list(change = one(test$Est), low = one(test$CI_L), high = one(test$CI_U), df = one(test$df),
                  p = one(test$p_val)))))
}
write_cases("changes", "clubSandwich", cases)
