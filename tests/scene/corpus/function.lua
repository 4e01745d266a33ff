local function ramp(t, T) return t / T end
local rate = 0.5
return {
  title = "Functions",
  schedule = ChainedScheduler {
    LambdaLR { "t < 5 and (t+1)/5 or 0.1^((t-5)/95)" },
    LambdaLR { function(t, T, lr)
      if t > T / 2 then return 0.5 end
      return 1
    end },
    LambdaLR { ramp },
    LambdaLR { function(t) return rate end },
  },
}
