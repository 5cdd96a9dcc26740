# Store cases and what R answers: write_cases("effects", packages, list(case, ...)).
# A case is list(name=, ask=, given=, answer=); answer is NULL where R has none.

suppressPackageStartupMessages(library(jsonlite))

write_cases <- function(subject, packages, cases) {
  versions <- vapply(packages, function(p) as.character(packageVersion(p)), "")
  stopifnot(!anyDuplicated(vapply(cases, function(case) paste(case$ask, case$name), "")))
  whole <- list(
    r = R.version.string,
    packages = as.list(versions),
    cases = lapply(cases, function(case) list(
      ask = unbox(case$ask), name = unbox(case$name), given = case$given,
      answer = case$answer, why = if (is.null(case$why)) NULL else unbox(case$why)
    ))
  )
  whole$r <- unbox(whole$r)
  whole$packages <- lapply(whole$packages, unbox)
  write(toJSON(whole, digits = NA, null = "null", na = "null", pretty = 1), paste0(subject, ".json"))
  cat(subject, length(cases), "cases\n")
}

one <- function(value) unbox(as.numeric(value))

# Monte Carlo bounds of the quantile that a number of draws gives, from many more draws.
bounds_of_quantile <- function(many, probability, draws) {
  error <- sqrt(probability * (1 - probability) * (1 / draws + 1 / length(many)))
  as.numeric(quantile(many, pmin(1, pmax(0, probability + c(-4, 4) * error))))
}

# The same for a BCa limit: its level moves with the estimated bias, and the quantile by itself.
bounds_of_bca <- function(many, estimate, influence, probability, draws) {
  rounding <- 1e-12 * max(abs(many))
  below <- mean(many < estimate - rounding) + mean(abs(many - estimate) <= rounding) / 2
  skew <- sum(influence^3) / (6 * sum(influence^2)^1.5)
  bias <- qnorm(below)
  reach <- bias + qnorm(probability)
  z <- bias + reach / (1 - skew * reach)
  level <- pnorm(z)
  error_of_bias <- sqrt(below * (1 - below) / draws) / dnorm(bias)
  slope <- 1 + 1 / (1 - skew * reach)^2
  error_of_level <- sqrt(level * (1 - level) / draws) / dnorm(z)
  error <- sqrt((slope * error_of_bias)^2 + error_of_level^2)
  as.numeric(quantile(many, pnorm(z + c(-4, 4) * error)))
}
