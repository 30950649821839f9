@echo off
rem Runs Culvert from a source checkout; builds it first when it is missing.
rem No delayed expansion: it would take the exclamation marks out of arguments and paths.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "APP=%HERE%installer\target\app"
rem Building takes a JDK; what is built runs in a plain Java runtime as well.
set "TOOL=java.exe"
if not exist "%APP%\" set "TOOL=javac.exe"
call :find
if not defined JDK (
  echo Culvert needs a JDK 25 or newer: install one ^(for example Eclipse Temurin 25^) and set JAVA_HOME to its folder.>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"
if not exist "%APP%\" call :build
if not exist "%APP%\" exit /b 1
"%JAVA_HOME%\bin\java.exe" -XX:+UseSerialGC -Xmx96m --enable-native-access=com.sun.jna -p "%APP%" -m dev.culvert.core/dev.culvert.cli.Main %*
exit /b %ERRORLEVEL%

:build
set "MAVEN="
for %%m in (mvn.cmd) do set "MAVEN=%%~$PATH:m"
if not defined MAVEN (
  echo Culvert is built with Maven 3.8 or newer: install it and have mvn on the PATH.>&2
  exit /b 1
)
echo culvert: building, once ...>&2
pushd "%HERE%"
call "%MAVEN%" -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2
popd
exit /b 0

rem Sets JDK to the first Java that is new enough: JAVA_HOME, then the PATH, then the usual folders.
:find
set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :try "%%~dp$PATH:j.."
for %%v in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
  for /d %%d in ("%ProgramFiles%\%%~v\*") do call :try "%%~d"
)
exit /b 0

:try
if defined JDK exit /b 0
if not exist "%~1\bin\%TOOL%" exit /b 0
if not exist "%~1\release" exit /b 0
set "NUMBER=0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do (
  if "%%a"=="JAVA_VERSION" for /f "delims=.-+" %%n in ("%%~b") do set "NUMBER=%%n"
)
if %NUMBER% GEQ 25 set "JDK=%~1"
exit /b 0
