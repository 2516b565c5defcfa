def printed = new File(basedir, 'build.log').text

assert printed.contains('SUCCESS, 7 entries')
assert printed.contains('7 texts embedded')
def hits = printed.readLines().findAll { it =~ /^\d\.\d\d  / }
assert hits.size() == 3
assert hits[0].contains('Payment gateway timed out')
