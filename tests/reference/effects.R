# Welch, Hedges' g, adjustments, power, CR2, BCa.
source("write.R")
suppressPackageStartupMessages({library(effectsize); library(clubSandwich)})

set.seed(20)
vas <- function(n, mean, sd) pmin(10, pmax(0, round(rnorm(n, mean, sd), 1)))
arms <- list(
  "tiny arms" = list(c(5, 6, 7, 9, 4), c(3, 4, 8, 2, 1, 5)),
  "two in each arm" = list(c(1, 2), c(1.1, 2.3)),
  "two against thirty" = list(c(6.2, 7.9), vas(30, 5, 2)),
  "twenty against twenty-one" = list(vas(20, 6, 2), vas(21, 5, 2)),
  "experienced against reference" = list(vas(12, 7, 1), vas(21, 5, 2)),
  "no difference of twenties" = list(vas(20, 5, 2), vas(20, 5, 2)),
  "unequal spread and size" = list(vas(5, 5, 3), vas(40, 6, 0.5)),
  "one arm without variance" = list(c(3, 3, 3), c(1, 2, 4, 6)),
  "second arm without variance" = list(c(1, 2, 4, 6), c(3, 3, 3, 3, 3)),
  "equal arms" = list(c(1, 2, 3, 4.5), c(1, 2, 3, 4.5)),
  "strongly negative" = list(vas(15, 2, 1), vas(18, 8, 1)),
  "very large effect" = list(c(9.9, 10, 10, 9.8, 9.9), c(0.1, 0, 0.2, 0, 0.1)),
  "many people" = list(vas(500, 5.2, 2), vas(400, 5, 2)),
  "at the ceiling" = list(c(10, 10, 10, 9.5, 10, 10), c(10, 9, 10, 10, 8, 10, 10)),
  "ties of whole numbers" = list(c(3, 3, 4, 4, 5, 5, 5), c(2, 3, 3, 3, 4)),
  "large level, small spread" = list(1000 + c(0.1, 0.2, 0.4), 1000 + c(0.2, 0.3, 0.35, 0.5)),
  "one degree of freedom" = list(c(1, 3), c(2, 2)),
  "no variance at all" = list(c(4, 4, 4), c(5, 5)),
  "an arm of one" = list(c(4), c(5, 6, 7)),
  "an empty arm" = list(numeric(0), c(5, 6, 7))
)

welch <- function(x, y, level) tryCatch({
  test <- t.test(x, y, conf.level = level)
  list(difference = one(test$estimate[1] - test$estimate[2]), low = one(test$conf.int[1]),
       high = one(test$conf.int[2]), t = one(test$statistic), df = one(test$parameter),
       p = one(test$p.value))
}, error = function(e) NULL)

g <- function(x, y, level) tryCatch({
  effect <- hedges_g(x, y, pooled_sd = FALSE, ci = level)
  if (is.finite(effect$Hedges_g)) list(
    g = one(effect$Hedges_g), low = one(effect$CI_low), high = one(effect$CI_high))
}, error = function(e) NULL)

# pt() keeps its digits up to a noncentrality of 37.62 (its help page says so). Beyond, the limits that
# effectsize finds by it are wrong, and are found here by integrating over the error of the means instead.
wide_limits <- function(x, y, level) {
  parts <- c(var(x) / length(x), var(y) / length(y))
  df <- sum(parts)^2 / sum(parts^2 / (c(length(x), length(y)) - 1))
  t <- (mean(x) - mean(y)) / sqrt(sum(parts))
  below <- function(ncp) integrate(
    function(z) dnorm(z) * pchisq(df * ((z + ncp) / t)^2, df, lower.tail = FALSE), -9, 9, rel.tol = 1e-12)$value
  ends <- vapply(c((1 + level) / 2, (1 - level) / 2), function(p)
    uniroot(function(ncp) below(ncp) - p, c(0.1, 4) * t, tol = 1e-10)$root, 0)
  scale <- sqrt(sum(parts)) / sqrt(mean(c(var(x), var(y))))
  ends * scale * exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
}

cases <- list()
for (name in names(arms)) for (level in if (name == "tiny arms") c(0.95, 0.9, 0.99) else 0.95) {
  x <- arms[[name]][[1]]; y <- arms[[name]][[2]]
  given <- list(a = x, b = y, confidence = one(level))
  label <- if (level == 0.95) name else paste0(name, ", ", 100 * level, " %")
  cases <- c(cases, list(list(ask = "welch", name = label, given = given, answer = welch(x, y, level))))
  answer <- g(x, y, level)
  case <- list(ask = "hedges_g", name = label, given = given, answer = answer)
  if (name == "one degree of freedom") {
    case["answer"] <- list(NULL)
    case$why <- paste("R says", answer$g, "from", answer$low, "to", answer$high, "since J is 0")
  }
  if (name == "very large effect") {
    case$why <- paste("effectsize says", round(answer$low, 2), "to", round(answer$high, 2))
    limits <- wide_limits(x, y, level)
    case$answer$low <- one(limits[1]); case$answer$high <- one(limits[2])
  }
  cases <- c(cases, list(case))
}

families <- list(
  "eight categories" = c(0.21, 0.03, 0.0004, 0.012, 0.004, 0.08, 0.03, 0.0001),
  "ties and ones" = c(1, 0.5, 0.5, 0.01, 0.01, 1),
  "a single test" = 0.04,
  "forty-nine items" = round(rbeta(49, 0.6, 1), 5)
)
for (name in names(families)) for (method in c("holm", "BH")) cases <- c(cases, list(list(
  ask = method, name = name, given = list(p = families[[name]], family = one(length(families[[name]]))),
  answer = list(p = p.adjust(families[[name]], method)))))
for (method in c("holm", "BH")) cases <- c(cases, list(list(
  ask = method, name = "two tests could not be made", given = list(p = c(0.001, 0.02, 0.3), family = one(5)),
  answer = list(p = p.adjust(c(0.001, 0.02, 0.3), method, n = 5)))))

# power.t.test has arms of one size; for two sizes its formula is written out.
shown <- function(delta, n1, n2, level) {
  df <- n1 + n2 - 2
  limit <- qt(1 - level / 2, df)
  ncp <- delta / sqrt(1 / n1 + 1 / n2)
  pt(limit, df, ncp, lower.tail = FALSE) + pt(-limit, df, ncp)
}
for (n in c(8, 20, 40)) cases <- c(cases, list(list(
  ask = "power", name = paste("two arms of", n), given = list(n_a = one(n), n_b = one(n)),
  answer = list(effect = one(power.t.test(n = n, power = 0.8, strict = TRUE, tol = 1e-12)$delta)))))
for (sizes in list(c(20, 21), c(12, 21), c(2, 2), c(2, 200))) cases <- c(cases, list(list(
  ask = "power", name = paste(sizes, collapse = " against "),
  given = list(n_a = one(sizes[1]), n_b = one(sizes[2])),
  answer = list(effect = one(uniroot(function(d) shown(d, sizes[1], sizes[2], 0.05) - 0.8,
                                     c(0, 30), tol = 1e-12)$root)))))

cluster <- function(x, y, gx, gy) {
  data <- data.frame(v = c(x, y), arm = rep(c(1, 0), c(length(x), length(y))),
                     g = c(paste("a", gx), paste("b", gy)))
  fit <- lm(v ~ arm, data)
  limits <- conf_int(fit, vcov = "CR2", cluster = data$g, test = "Satterthwaite")[2, ]
  test <- coef_test(fit, vcov = "CR2", cluster = data$g, test = "Satterthwaite")[2, ]
  list(difference = one(limits$beta), standard_error = one(limits$SE), df = one(limits$df),
       low = one(limits$CI_L), high = one(limits$CI_U), p = one(test$p_Satt))
}
clustered <- list(
  "four groups against single people" =
    list(vas(20, 6, 2), vas(21, 5, 2), rep(c("k", "l", "m", "n"), c(7, 6, 4, 3)), seq_len(21)),
  "groups in both arms" =
    list(vas(24, 6, 2), vas(16, 5, 2), rep(1:4, each = 6), rep(1:5, c(1, 2, 3, 4, 6))),
  "nobody shares a group" = list(vas(9, 6, 2), vas(11, 5, 2), 1:9, 1:11),
  "two groups of two" = list(c(4, 6, 7, 9), c(3, 4, 8, 2, 1), c(1, 1, 2, 2), 1:5)
)
for (name in names(clustered)) {
  d <- clustered[[name]]
  cases <- c(cases, list(list(
    ask = "cluster", name = name,
    given = list(a = d[[1]], b = d[[2]], groups_a = as.character(d[[3]]), groups_b = as.character(d[[4]])),
    answer = cluster(d[[1]], d[[2]], d[[3]], d[[4]]))))
}

means <- function(x, draws) as.numeric(x %*% rmultinom(draws, length(x), rep(1, length(x)))) / length(x)
jackknife <- function(x) {
  without <- vapply(seq_along(x), function(i) mean(x[-i]), 0)
  (length(x) - 1) * (mean(without) - without) / length(x)
}
for (name in c("tiny arms", "twenty against twenty-one", "experienced against reference",
               "unequal spread and size", "at the ceiling", "one arm without variance")) {
  x <- arms[[name]][[1]]; y <- arms[[name]][[2]]
  many <- means(x, 2e5) - means(y, 2e5)
  influence <- c(jackknife(x), -jackknife(y))
  cases <- c(cases, list(list(
    ask = "bootstrap", name = name, given = list(a = x, b = y, draws = one(5000)),
    answer = list(difference = one(mean(x) - mean(y)),
                  low = bounds_of_bca(many, mean(x) - mean(y), influence, 0.025, 5000),
                  high = bounds_of_bca(many, mean(x) - mean(y), influence, 0.975, 5000)))))
}

write_cases("effects", c("effectsize", "clubSandwich"), cases)
