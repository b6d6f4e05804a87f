import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Running as root is dangerous for workers that unpickle what they are sent; ours read JSON and nothing else.
warnings.filterwarnings("ignore", category=SecurityWarning)
app = Celery("due_regard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
