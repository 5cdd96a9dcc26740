# Cronbach's alpha with Feldt's interval.
source("write.R")
suppressPackageStartupMessages(library(psych))

set.seed(3)
scale_of <- function(n, k, shared) {
  person <- rnorm(n)
  answers <- 5 + 2 * (shared * person + matrix(rnorm(n * k), n) * sqrt(1 - shared^2))
  matrix(round(pmin(10, pmax(0, answers)), 1), n)
}
with_blanks <- scale_of(25, 6, 0.6)
with_blanks[cbind(c(2, 2, 9, 17), c(1, 5, 3, 6))] <- NA
scales <- list(
  "three items" = scale_of(41, 3, 0.7),
  "eleven items" = scale_of(41, 11, 0.6),
  "blanks" = with_blanks,
  "two items of three people" = cbind(c(1, 2, 4), c(2, 2, 5)),
  "unrelated items" = scale_of(30, 4, 0),
  "items against each other" = cbind(c(1, 2, 3, 4, 5), c(5, 4, 3, 1, 2), c(2, 3, 1, 3, 2)),
  "equal items" = cbind(c(1, 3, 2, 7), c(1, 3, 2, 7), c(1, 3, 2, 7)),
  "one item without variance" = cbind(c(1, 3, 2, 7, 4), c(2, 3, 1, 9, 4), rep(5, 5)),
  "many people" = scale_of(400, 5, 0.5)
)
cases <- lapply(names(scales), function(name) {
  items <- scales[[name]]
  complete <- items[complete.cases(items), , drop = FALSE]
  shared <- cov(complete)
  k <- ncol(complete)
  value <- k / (k - 1) * (1 - sum(diag(shared)) / sum(shared))
  if (all(diag(shared) > 0)) {  # psych stops where an item does not vary
    whole <- suppressMessages(suppressWarnings(psych::alpha(complete, check.keys = FALSE, warnings = FALSE)))
    stopifnot(all.equal(value, whole$total$raw_alpha, tolerance = 1e-10))
  }
  limits <- alpha.ci(value, n.obs = nrow(complete), n.var = ncol(complete))
  list(ask = "alpha", name = name, given = list(items = items),
       answer = list(alpha = one(value), low = one(limits$lower.ci), high = one(limits$upper.ci),
                     n = one(nrow(complete))))
})
cases <- c(cases, list(
  list(ask = "alpha", name = "no variance", given = list(items = matrix(3, 4, 3)), answer = NULL),
  list(ask = "alpha", name = "sums without variance",
       given = list(items = cbind(c(1, 2, 3), c(3, 2, 1))), answer = NULL)
))
write_cases("reliability", "psych", cases)
