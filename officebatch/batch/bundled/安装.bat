@echo off
rem ASCII only: cmd reads this file in whatever code page the machine has. What people read comes from UTF-8 files.
setlocal
pushd "%~dp0"
chcp 65001 >nul
set "PY="
for %%V in ({pythons}) do call :try py -%%V
for %%D in ({digits}) do call :try "%LOCALAPPDATA%\Programs\Python\Python%%D\python.exe"
for %%D in ({digits}) do call :try "%ProgramFiles%\Python%%D\python.exe"
call :try python
set "CODE=2"
if not defined PY goto missing
%PY% setup\install.py %*
set "CODE=%ERRORLEVEL%"
goto end
:missing
type setup\no-python.txt
:end
popd
pause
exit /b %CODE%
:try
if defined PY exit /b
%* setup\fits.py >nul 2>nul
if %ERRORLEVEL%==0 set PY=%*
exit /b
