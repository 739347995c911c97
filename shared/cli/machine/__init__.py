"""What a fresh machine is given before the first start: virtualenv, browser assets, RabbitMQ.

Standard library only: these modules run before anything is installed.
"""
