@echo off
rem Runs Culvert from a source checkout; builds it first when it is missing.
setlocal EnableDelayedExpansion
set "HERE=%~dp0"
call :find || (
  echo Culvert needs a JDK 25 or newer: install one ^(for example Eclipse Temurin 25^) and set JAVA_HOME to its folder. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"
if not exist "%HERE%installer\target\app\" (
  where mvn >nul 2>nul || (
    echo Culvert is built with Maven 3.8 or newer: install it and have mvn on the PATH. 1>&2
    exit /b 1
  )
  echo culvert: building, once ... 1>&2
  pushd "%HERE%"
  call mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true package || (popd & exit /b 1)
  popd
)
"%JAVA_HOME%\bin\java" -XX:+UseSerialGC -Xmx96m --enable-native-access=com.sun.jna ^
  -p "%HERE%installer\target\app" -m dev.culvert.core/dev.culvert.cli.Main %*
exit /b %ERRORLEVEL%

:find
if defined JAVA_HOME call :try "%JAVA_HOME%" && exit /b 0
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :try "%%~dp$PATH:j.." && exit /b 0
for %%v in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
  for /d %%d in ("%ProgramFiles%\%%~v\*") do call :try "%%~d" && exit /b 0
)
exit /b 1

:try
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
for /f "tokens=2 delims==." %%n in ('findstr /b JAVA_VERSION^= "%~1\release"') do set "NUMBER=%%~n"
set "NUMBER=!NUMBER:"=!"
if !NUMBER! GEQ 25 ( set "JDK=%~1" & exit /b 0 )
exit /b 1
