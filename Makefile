.DEFAULT_GOAL := help
.PHONY: assets
assets: ## Compile styles and copy fonts and scripts into static/built
	@python3 config/machine.py assets
