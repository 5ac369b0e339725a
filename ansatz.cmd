@echo off
rem The command on Windows. Build once with: mvn -pl ansatz-cli -am -DskipTests package
setlocal enableextensions
set "ROOT=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not exist "%ROOT%ansatz-cli\target\classpath" (
    echo ansatz: not built yet; run: mvn -f "%ROOT%pom.xml" -pl ansatz-cli -am -DskipTests package 1>&2
    exit /b 1
)
set /p LIBRARIES=<"%ROOT%ansatz-cli\target\classpath"
set "CLASSPATH=%ROOT%ansatz-cli\target\ansatz-cli.jar;%LIBRARIES%"
"%JAVA%" -Djava.awt.headless=true -Dfile.encoding=UTF-8 -XX:+UseParallelGC -XX:MaxRAMPercentage=60 --add-modules jdk.incubator.vector %ANSATZ_JAVA_OPTS% org.ansatz.cli.Ansatz %*
exit /b %ERRORLEVEL%
