"""One exchange in full: request, answer, stream events, timings; copied, saved, edited and sent again."""
