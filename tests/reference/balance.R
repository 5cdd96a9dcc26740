# Standardised differences of background columns.
source("write.R")

numbers <- list(
  "age" = list(c(43, 50, 60, 55, 47, 52), c(39, 44, 61, 48, 50)),
  "years with blanks" = list(c(3, NA, 15, 8, 4), c(5, 6, NA, NA, 12, 20)),
  "one arm alike" = list(c(5, 5, 5), c(4, 6, 9)),
  "equal" = list(c(1, 2, 3), c(1, 2, 3)),
  "no variance" = list(c(5, 5), c(6, 6, 6))
)
categories <- list(
  "sex" = list(rep(c("f", "m"), c(12, 8)), rep(c("f", "m"), c(9, 12))),
  "workplace in three" = list(rep(c("town", "village", "city"), c(8, 7, 5)),
                              rep(c("town", "village", "city"), c(11, 4, 6))),
  "a category of one arm alone" = list(c("x", "y", "y", "z"), c("x", "y", "x", "x", "y")),
  "blanks" = list(c("f", NA, "m", "f"), c("m", "m", "f", NA)),
  "equal shares" = list(c("f", "m"), c("f", "m", "m", "f")),
  "no variance" = list(c("f", "f"), c("f", "f", "f")),
  "no overlap" = list(c("x", "x"), c("y", "y"))
)
cases <- list()
for (name in names(numbers)) {
  x <- numbers[[name]][[1]]; y <- numbers[[name]][[2]]
  spread <- sqrt(mean(c(var(x, na.rm = TRUE), var(y, na.rm = TRUE))))
  cases <- c(cases, list(list(ask = "numeric", name = name, given = list(a = x, b = y),
    answer = if (spread > 0) list(difference = one((mean(x, na.rm = TRUE) - mean(y, na.rm = TRUE)) / spread)))))
}
# The Mahalanobis distance of the two mean vectors of yes-or-no columns.
for (name in names(categories)) {
  x <- categories[[name]][[1]]; y <- categories[[name]][[2]]
  known <- !name %in% c("no variance", "no overlap")
  distance <- if (known) {
    every <- factor(c(na.omit(x), na.omit(y)))
    yes <- model.matrix(~ every)[, -1, drop = FALSE]
    arm <- rep(1:2, c(sum(!is.na(x)), sum(!is.na(y))))
    spread <- Reduce(`+`, lapply(1:2, function(i) cov.wt(yes[arm == i, , drop = FALSE], method = "ML")$cov)) / 2
    sqrt(mahalanobis(colMeans(yes[arm == 1, , drop = FALSE]), colMeans(yes[arm == 2, , drop = FALSE]), spread))
  }
  cases <- c(cases, list(list(ask = "category", name = name, given = list(a = x, b = y),
    answer = if (known) list(difference = one(distance)))))
}
write_cases("balance", character(0), cases)
