"""What the pages share: language, filters, figure cards, calm errors."""
