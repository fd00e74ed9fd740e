@echo off
rem The win11mon command of this bundle: win11mon --help
"%~dp0bin\node.exe" --disable-warning=ExperimentalWarning "%~dp0app\main.js" %*
