# Wilson, Newcombe, Fisher, Garwood, clusters, funnel.
source("write.R")
suppressPackageStartupMessages(library(clubSandwich))

wilson <- function(x, n, level = 0.95) suppressWarnings(as.numeric(
  prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))
cases <- list()
for (d in list(c(0, 8), c(1, 8), c(3, 12), c(10, 40), c(8, 8), c(1, 1), c(0, 1), c(24, 35), c(51, 510), c(999, 1000))) {
  limits <- wilson(d[1], d[2])
  cases <- c(cases, list(list(ask = "wilson", name = paste(d[1], "of", d[2]),
    given = list(events = one(d[1]), base = one(d[2])),
    answer = list(share = one(d[1] / d[2]), low = one(limits[1]), high = one(limits[2])))))
}
# A base that is not whole: the two roots of the score equation (the share itself is none).
score_root <- function(share, n, side) {
  z <- qnorm(0.975)
  f <- function(p) share - p + side * z * sqrt(p * (1 - p) / n)
  if (side < 0) uniroot(f, c(0, share - 1e-9), tol = 1e-14)$root else uniroot(f, c(share + 1e-9, 1), tol = 1e-14)$root
}
for (d in list(c(3.5, 12.25), c(0.7, 30.1))) cases <- c(cases, list(list(
  ask = "wilson", name = paste(d[1], "of", d[2]), given = list(events = one(d[1]), base = one(d[2])),
  answer = list(share = one(d[1] / d[2]), low = one(score_root(d[1] / d[2], d[2], -1)),
                high = one(score_root(d[1] / d[2], d[2], 1))))))

# Newcombe 1998, method 10: no package of Debian has it. Fisher: stats.
newcombe <- function(x1, n1, x2, n2) {
  p1 <- x1 / n1; p2 <- x2 / n2; one_ <- wilson(x1, n1); two <- wilson(x2, n2)
  c(p1 - p2 - sqrt((p1 - one_[1])^2 + (two[2] - p2)^2), p1 - p2 + sqrt((one_[2] - p1)^2 + (p2 - two[1])^2))
}
two_shares <- function(name, x1, n1, x2, n2) {
  limits <- newcombe(x1, n1, x2, n2)
  list(ask = "difference", name = name,
       given = list(events_a = one(x1), base_a = one(n1), events_b = one(x2), base_b = one(n2)),
       answer = list(difference = one(x1 / n1 - x2 / n2), low = one(limits[1]), high = one(limits[2]),
                     p = one(fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value)))
}
roles <- fromJSON("tables.json")$roles
for (i in seq_len(nrow(roles)))
  cases <- c(cases, list(two_shares(paste("Table 2,", roles$role[i]), roles$balint[i], 20, roles$reference[i], 21)))
# Newcombe 1998 himself: method 10 gives 0.0524 to 0.3339.
cases <- c(cases, list(two_shares("Newcombe's example 56/70 48/80", 56, 70, 48, 80)))
for (d in list(c(0, 10, 0, 10), c(10, 10, 0, 10), c(1, 1, 0, 1), c(5, 5, 5, 5), c(5, 56, 0, 29)))
  cases <- c(cases, list(two_shares(paste(d, collapse = " "), d[1], d[2], d[3], d[4])))

for (d in list(c(0, 60000), c(1, 61000), c(3, 160000), c(12, 1.7e6), c(40, 10.5e6), c(300, 2.4e6))) {
  test <- poisson.test(d[1], d[2] / 1e5)
  cases <- c(cases, list(list(ask = "poisson", name = paste(d[1], "in", format(d[2], scientific = FALSE)),
    given = list(count = one(d[1]), population = one(d[2])),
    answer = list(rate = one(test$estimate), low = one(test$conf.int[1]), high = one(test$conf.int[2])))))
}

# Clusters: the variance of a mean of yes and no, robust to clusters (CR1), against that of people alone.
clustered <- function(x, m) {
  data <- data.frame(yes = unlist(Map(function(x, m) rep(c(1, 0), c(x, m - x)), x, m)), g = rep(seq_along(m), m))
  variance <- as.numeric(vcovCR(lm(yes ~ 1, data), cluster = data$g, type = "CR1"))
  share <- mean(data$yes)
  deff <- if (share %in% c(0, 1)) 1 else max(1, variance / (share * (1 - share) / nrow(data)))
  n <- nrow(data) / deff
  list(share = one(share), deff = one(deff),
       cluster_low = one(if (share == 0) 0 else score_root(share, n, -1)),
       cluster_high = one(if (share == 1) 1 else score_root(share, n, 1)),
       low = one(wilson(sum(x), sum(m))[1]), high = one(wilson(sum(x), sum(m))[2]))
}
set.seed(51)
sizes <- sample(5:40, 51, replace = TRUE)
leaders <- list(
  "four leaders" = list(c(1, 0, 2, 3), c(8, 8, 7, 9)),
  "fifty-one leaders" = list(rbinom(51, sizes, rbeta(51, 1, 9)), sizes),
  "one leader has them all" = list(c(6, 0, 0, 0, 0), c(8, 8, 9, 10, 7)),
  "leaders alike" = list(c(1, 1, 1, 1), c(8, 8, 8, 8)),
  "nobody left" = list(c(0, 0, 0), c(8, 9, 7)),
  "two leaders" = list(c(0, 4), c(6, 8))
)
for (name in names(leaders)) {
  x <- leaders[[name]][[1]]; m <- leaders[[name]][[2]]
  cases <- c(cases, list(list(
    ask = "clusters", name = name, given = list(events = x, bases = m), answer = clustered(x, m))))
}
for (name in c("four leaders", "fifty-one leaders")) {
  x <- leaders[[name]][[1]]; m <- leaders[[name]][[2]]
  share <- sum(x) / sum(m)
  drawn <- rmultinom(2e5, length(x), rep(1, length(x)))
  many <- as.numeric(x %*% drawn) / as.numeric(m %*% drawn)
  influence <- (x - share * m) / sum(m)
  cases <- c(cases, list(list(
    ask = "cluster bootstrap", name = name, given = list(events = x, bases = m, draws = one(2000)),
    answer = list(share = one(share), low = bounds_of_bca(many, share, influence, 0.025, 2000),
                  high = bounds_of_bca(many, share, influence, 0.975, 2000)))))
}

# Spiegelhalter 2005, appendix A: the quantile of the count, interpolated between whole numbers.
funnel <- function(expected, p) {
  count <- 0
  while (ppois(count, expected) < p) count <- count + 1
  max(0, count - (ppois(count, expected) - p) / dpois(count, expected))
}
people <- c(61000, 160000, 290000, 480000, 1.4e6, 2.4e6)
cases <- c(cases, list(list(ask = "funnel", name = "counties at 0.4 per 100,000",
  given = list(populations = people, rate = one(0.4)),
  answer = list(low = vapply(people, function(n) funnel(n * 0.4 / 1e5, 0.025) * 1e5 / n, 0),
                high = vapply(people, function(n) funnel(n * 0.4 / 1e5, 0.975) * 1e5 / n, 0),
                low_998 = vapply(people, function(n) funnel(n * 0.4 / 1e5, 0.001) * 1e5 / n, 0),
                high_998 = vapply(people, function(n) funnel(n * 0.4 / 1e5, 0.999) * 1e5 / n, 0)))))
write_cases("rates", "clubSandwich", cases)
