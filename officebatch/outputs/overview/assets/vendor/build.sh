#!/bin/sh
# Makes echarts.js anew: Apache ECharts with bars and SVG alone. For another version change it here, run this with
# npm at hand, look at the page, and put the version and the digest it prints into README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cd "$made"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund echarts@6.1.0 esbuild@0.28.2
cat > parts.js <<'PARTS'
import { init, use } from "echarts/core";
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);
export { init };
PARTS
npx esbuild parts.js --bundle --minify --format=iife --global-name=echarts --target=es2018 --charset=utf8 \
  --legal-comments=none --log-level=warning --outfile=echarts.js
cp echarts.js "$here/echarts.js"
cp node_modules/echarts/LICENSE "$here/LICENSE-echarts"
cp node_modules/echarts/NOTICE "$here/NOTICE-echarts"
cp node_modules/zrender/LICENSE "$here/LICENSE-zrender"
cp node_modules/tslib/LICENSE.txt "$here/LICENSE-tslib" 2>/dev/null || true
cd "$here" && sha256sum echarts.js
