@echo off
rem ASCII only: cmd reads this file in whatever code page the machine has. What people read comes from UTF-8 files.
setlocal
pushd "%~dp0"
chcp 65001 >nul
set "PY="
for %%V in ({pythons}) do if not defined PY py -%%V setup\fits.py >nul 2>nul && set "PY=py -%%V"
for %%D in ({digits}) do if not defined PY "%LOCALAPPDATA%\Programs\Python\Python%%D\python.exe" setup\fits.py >nul 2>nul && set PY="%LOCALAPPDATA%\Programs\Python\Python%%D\python.exe"
for %%D in ({digits}) do if not defined PY "%ProgramFiles%\Python%%D\python.exe" setup\fits.py >nul 2>nul && set PY="%ProgramFiles%\Python%%D\python.exe"
if not defined PY python setup\fits.py >nul 2>nul && set "PY=python"
if not defined PY goto missing
%PY% setup\install.py %*
goto end
:missing
type setup\no-python.txt
:end
popd
pause
