#!/usr/bin/env lrscope
--[==[ a comment ]] with brackets ]==]
local t = {}
for k, v in pairs { b = 1, a = 2 } do t[#t + 1] = k .. v end
table.sort(t, function(a, b) return a > b end)
local n = 0
repeat n = n + 1 until n >= 3
while n < 5 do n = n + 1 if n == 4 then goto out end end
::out::
return { title = table.concat(t, "\u{2013}") .. ("x"):rep(n) .. string.format("%05.1f", math.pi),
  schedule = n > 3 and StepLR { step_size = math.random(5, 9) } or Constant,
  train = { epochs = 2 ^ 4 | 1, seed = 0x1F } }
