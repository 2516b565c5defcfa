def printed = new File(basedir, 'build.log').text

assert printed.contains('7 entries, 7 texts embedded')
def hits = printed.readLines().findAll { it =~ /^\d\.\d\d  / }
assert hits.size() == 7
assert hits[0].contains('Payment gateway timed out')
assert printed =~ /tags: \[.*Payment/
assert !printed.contains('Log4j API could not find a logging provider')
