# Sourced by culvert and check: finds a JDK 25 or newer and sets JAVA_HOME to it.
# It reads each JDK's release file and starts none of them, so it costs a few milliseconds.

culvert_needs="Culvert needs a JDK 25 or newer: install one (for example Eclipse Temurin 25) and set JAVA_HOME to its folder."

# jdk_version FOLDER: the first number of the JDK's version, nothing when it is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# jdk_candidates: folders where JDKs live, the user's own choice first.
jdk_candidates() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  jdk_path=$(command -v java 2>/dev/null) && jdk_path=$(readlink -f "$jdk_path" 2>/dev/null) &&
    printf '%s\n' "${jdk_path%/bin/java}"
  for jdk_folder in /usr/lib/jvm/* /opt/* /usr/local/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$jdk_folder" ] && printf '%s\n' "$jdk_folder"
  done
}

# find_jdk: sets JAVA_HOME, or says what to install and fails.
find_jdk() {
  jdk_found=$(jdk_candidates | while IFS= read -r jdk_folder; do
    jdk_number=$(jdk_version "$jdk_folder")
    if [ -n "$jdk_number" ] && [ "$jdk_number" -ge 25 ]; then
      printf '%s\n' "$jdk_folder"
      break
    fi
  done)
  if [ -z "$jdk_found" ]; then
    echo "$culvert_needs" >&2
    return 1
  fi
  JAVA_HOME=$jdk_found
  export JAVA_HOME
}

# find_maven: says what to install when there is no Maven.
find_maven() {
  # Maven 3.8 itself uses calls that a JDK 25 warns of; that is not about this build.
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
  export MAVEN_OPTS
  command -v mvn >/dev/null 2>&1 || {
    echo "Culvert is built with Maven 3.8 or newer: install it (Debian: apt-get install maven) and have mvn on the PATH." >&2
    return 1
  }
}
