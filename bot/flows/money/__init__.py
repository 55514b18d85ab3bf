"""What messages cost: taken of the budgets, given back, settled by the real price, and reported."""
