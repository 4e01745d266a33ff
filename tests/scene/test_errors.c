/* Every class of error, with its exact line: place, path, what was found, what is allowed or the
 * nearest name. */
#include "scenes.h"

struct pair {
    const char *text, *want;
};

/* clang-format off */
static const struct pair spec_errors[] = {
    /* no value, too many, no expression */
    {"", "nothing found, one value expected"},
    {"-- nothing", "nothing found, one value expected"},
    {"StepLR{}, StepLR{}", "one value expected, found 2"},
    {"x = 5", "<eof> expected near '='"},
    {"StepLR{} StepLR{}", "<eof> expected near 'StepLR'"},
    {"StepLR{step_size=10", "'}' expected near <eof>"},
    {"StepLR{step_size=10}}", "<eof> expected near '}'"},
    {"while true do end", "unexpected symbol near 'while'"},
    {"StepLR{\n gamma=0.5,\n step_size=}", "3: unexpected symbol near '}'"},
    /* names */
    {"CosineDecay{}", "unknown name 'CosineDecay'; did you mean 'CosineAnnealingLR'?"},
    {"ExponentialDecay{}", "unknown name 'ExponentialDecay'; did you mean 'ExponentialLR'?"},
    {"StepLRR{}", "unknown name 'StepLRR'; did you mean 'StepLR'?"},
    {"steplr{}", "unknown name 'steplr'; did you mean 'StepLR'?"},
    {"step{}", "unknown name 'step'; did you mean 'StepLR'?"},
    {"StepLR{gamm=0.5}", "StepLR has no parameter 'gamm'; did you mean 'gamma'?"},
    {"StepLR{gamma=0.5, zz=1, yy=2}", "StepLR has no parameter 'yy'; it has step_size, gamma, semantics"},
    {"StepLR{step_size=3, step=4}", "step_size is given twice, under two of its names"},
    {"LambdaLR{expr='1', lr_lambda='t'}", "lr_lambda is given twice, under two of its names"},
    {"LambdaLR{'1', expr='t'}", "lr_lambda is given twice, with its name and without"},
    /* without a name */
    {"StepLR{10}", "StepLR takes no values without a name; allowed are step_size, gamma, semantics"},
    {"StepLR 'x'", "StepLR takes one table: StepLR{...}"},
    {"StepLR({}, {})", "StepLR takes one table: StepLR{...}"},
    {"ChainedScheduler{StepLR(step_size=3)}", "values stand in braces: write StepLR{step_size=3}"},
    {"ChainedScheduler{\n StepLR(\n step_size=3)}", "2: values stand in braces: write StepLR{step_size=3}"},
    {"ChainedScheduler{SequentialLR(milestones=[5], schedulers=[LinearLR(total_iters=5), StepLR(3 * (1 + 1))])}",
     "values stand in braces: write SequentialLR{milestones={5}, schedulers={LinearLR{total_iters=5}, "
     "StepLR{3 * (1 + 1)}}}"},
    {"ChainedScheduler{CyclicLR(base_lr=0.1, max_lr=1, cycle_momentum=False)}",
     "values stand in braces: write CyclicLR{base_lr=0.1, max_lr=1, cycle_momentum=false}"},
    {"LambdaLR(function(t) local a, b = 1, 2 return a end) +", "unexpected symbol near <eof>"},
    {"Staircase{3, k=4, StepLR}", "schedule.1: found 3, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"Staircase{0, StepLR}", "schedule.k = 0 is not allowed: a whole number, 1 <= k"},
    {"Staircase{'3', StepLR}", "schedule.1: found \"3\", expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"LambdaLR{'1', '2'}", "LambdaLR takes one value without a name, found 2"},
    {"StepLR{[2]=1}", "values without a name must be 1, 2, 3, ... without a gap"},
    {"StepLR{[1.5]=1}", "values without a name must be 1, 2, 3, ... without a gap"},
    {"StepLR{[true]=1}", "values without a name must be 1, 2, 3, ... without a gap"},
    /* kinds in the wrong place */
    {"Adam{}", "found Adam, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"{}", "found a table, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"'StepLR'", "found \"StepLR\", expected a schedule: Constant, StepLR, MultiStepLR, ...; write "
                 "StepLR, without quotes"},
    {"1 + 1", "found 2, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"SequentialLR{milestones={5}, LinearLR, spirals{}}",
     "schedule.2: found spirals, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    /* types and ranges */
    {"StepLR{gamma='x'}", "schedule.gamma = \"x\" is not allowed: 0 <= gamma"},
    {"StepLR{gamma=true}", "schedule.gamma = true is not allowed: 0 <= gamma"},
    {"StepLR{gamma={}}", "schedule.gamma: found a table, allowed 0 <= gamma"},
    {"StepLR{gamma=StepLR}", "schedule.gamma: found StepLR, allowed 0 <= gamma"},
    {"StepLR{gamma=math.sin}", "schedule.gamma: found a function, allowed 0 <= gamma"},
    {"StepLR{gamma=0/0}", "schedule.gamma = 0/0 is not allowed: 0 <= gamma"},
    {"StepLR{gamma=1/0}", "schedule.gamma = 1/0 is not allowed: 0 <= gamma"},
    {"StepLR{gamma=-1}", "schedule.gamma = -1 is not allowed: 0 <= gamma"},
    {"StepLR{step_size=1e300}", "schedule.step_size = 1e+300 is not allowed: a whole number, 1 <= step_size"},
    {"StepLR{step_size=2.5}", "schedule.step_size = 2.5 is not allowed: a whole number, 1 <= step_size"},
    {"MultiStepLR{milestones={3, 'x'}}",
     "schedule.milestones.2: found \"x\", allowed a list of whole numbers, each 0 <= x"},
    {"MultiStepLR{milestones={3, -5}}",
     "schedule.milestones.2 = -5 is not allowed: a list of whole numbers, each 0 <= x"},
    {"MultiStepLR{milestones={a=3}}",
     "schedule.milestones: found names or gaps in a list, allowed {1, 2, 3}"},
    {"MultiStepLR{milestones={1, nil, 3}}",
     "schedule.milestones: found names or gaps in a list, allowed {1, 2, 3}"},
    {"CyclicLR{mode='triangle'}",
     "schedule.mode = \"triangle\" is not allowed: triangular, triangular2 or exp_range; did you "
     "mean 'triangular'?"},
    {"SequentialLR{milestones={5}, LinearLR, CosineAnnealingLR{T_max=-3}}",
     "schedule.2.T_max = -3 is not allowed: a whole number, 1 <= T_max"},
    {"SequentialLR{milestones={5}, LinearLR, SequentialLR{milestones={5}, StepLR{gamma=-1}, StepLR}}",
     "schedule.2.1.gamma = -1 is not allowed: 0 <= gamma"},
    {"StepLR{gamma='a\\0b'}", "schedule.gamma: found a text with a zero byte in it"},
    {"LambdaLR{5}", "schedule.lr_lambda = 5 is not allowed: an expression or function of t, T and lr"},
    {"LambdaLR{math.sin}",
     "schedule.lr_lambda: found a function, allowed an expression or function of t, T and lr"},
    {"LambdaLR{'0.95**t'}",
     "schedule.lr_lambda: \"0.95**t\": unexpected symbol near '*'; a power is written ^, not **"},
    {"LambdaLR{'0.95^'}", "schedule.lr_lambda: \"0.95^\": unexpected symbol near <eof>"},
    /* what Lua itself has to say */
    {"StepLR + 1", "attempt to perform arithmetic on a function value (global 'StepLR')"},
    {"StepLR{}{}", "attempt to call a kind value"},
    {"StepLR{gamma='1' + 1}", "attempt to perform arithmetic on a string value (constant '1')"},
    {"error('boo')", "boo"},
    {"error({})", "an error that is no text"},
    {"string.rep('x')", "bad argument #2 to 'rep' (number expected, got no value)"},
};

static const struct pair scene_errors[] = {
    {"", "x.lua: a scene must return one table: return { title = ..., problem = ... }"},
    {"return 5", "x.lua: a scene must return one table: return { title = ..., problem = ... }"},
    {"return {}, {}", "x.lua: a scene must return one table: return { title = ..., problem = ... }"},
    {"return {\n titel='x' }", "x.lua:2: a scene has no field 'titel'; did you mean 'title'? (allowed: "
     "title, about, problem, model, optimizer, schedule, train, finder, expect, pace, lesson, notes)"},
    {"return { 5 }", "x.lua:1: a scene has no field '1' (allowed: "
     "title, about, problem, model, optimizer, schedule, train, finder, expect, pace, lesson, notes)"},
    {"return {\n\n title=5 }", "x.lua:3: title: found 5, allowed a text"},
    {"return { title='a\\0' }", "x.lua:1: title: is binary, no scene (a zero byte in line 1)"},
    {"return { title='\\xff' }", "x.lua:1: title: is not UTF-8 in line 1"},
    {"return {\n expect='x' }", "x.lua:2: expect: found \"x\", allowed \"diverged\""},
    {"return { pace=-1 }", "x.lua:1: pace: found -1, allowed steps a second, 0 for flat out"},
    {"return { pace='1' }", "x.lua:1: pace: found \"1\", allowed steps a second, 0 for flat out"},
    {"return { lesson=5 }", "x.lua:1: lesson: found 5, allowed a list of beats"},
    {"return { lesson = { 5 } }", "x.lua:1: beat 1 of the lesson is not a table { say = ... }"},
    {"return {\n lesson = {\n  { say = 'a' },\n  { sya = 'b' } } }",
     "x.lua:4: a beat has no field 'sya'; did you mean 'say'? (allowed: say, drop, set, compare, "
     "seeds, act, find, run, rerun, keep, check, ask, choices, answer, reveal, notes)"},
    {"return { lesson = { { run = true } } }",
     "x.lua:1: lesson.1: says nothing: one of say, ask, reveal belongs there"},
    {"return { lesson = { { say = '' } } }", "x.lua:1: lesson.1.say: found an empty text"},
    {"return { lesson = { { say = ('x'):rep(321) } } }",
     "x.lua:1: lesson.1.say: found 321 bytes, allowed at most 320"},
    {"return { lesson = { { say = '\\xff' } } }", "x.lua:1: lesson.1.say: is not UTF-8 in line 1"},
    {"return { lesson = {\n { say = 'a', check = 'lsos < 1' } } }",
     "x.lua:2: lesson.1.check: no figure is called 'lsos'; did you mean 'loss'? (there are loss, "
     "val_loss, val_accuracy, best_val_loss, lr, momentum, step, epoch, x, y, done, diverged; "
     "kept.NAME.FIGURE, verdict.NAME, finder.SUGGESTION)"},
    {"return { lesson = { { say = 'a', check = 'loss <' } } }",
     "x.lua:1: lesson.1.check: a side of the condition is empty"},
    {"return { lesson = { { say = 'a', check = 'loss != 1' } } }",
     "x.lua:1: lesson.1.check: '!= 1': the relations are < <= > >= =="},
    {"return { lesson = { { say = 'a', check = 'x * loss > 1' } } }",
     "x.lua:1: lesson.1.check: 'x ': a number belongs before the *"},
    {"return { lesson = { { say = 'a', check = 'step@3 > 1' } } }",
     "x.lua:1: lesson.1.check: @ goes with loss, val_loss, val_accuracy and lr, not with 'step'"},
    {"return { lesson = { { say = 'a', check = 'kept.loss > 1' } } }",
     "x.lua:1: lesson.1.check: 'kept.loss': a figure belongs behind the name, as in "
     "kept.NAME.loss"},
    {"return { lesson = { { say = 'a', run = 1, keep = 'fast' }, { say = 'b', check = "
     "'kept.fsat.loss > 1' } } }",
     "x.lua:1: lesson.2.check: no curve is kept as 'fsat' by now; did you mean 'fast'?"},
    {"return { lesson = { { say = 'a', check = 'verdict.a > 1' } } }",
     "x.lua:1: lesson.1.check: there is no verdict on 'a' by now"},
    {"return { lesson = { { say = 'a', check = 'finder.vally > 1' } } }",
     "x.lua:1: lesson.1.check: the finder suggests no 'vally'; did you mean 'valley'?"},
    {"return { lesson = { { say = 'a', run = 'kept.a.loss > 1' } } }",
     "x.lua:1: lesson.1.run: 'kept.a.loss > 1': a figure of the run and a number belong there, as in "
     "\"loss < 0.1\""},
    {"return { lesson = { { say = 'a', run = 0 } } }",
     "x.lua:1: lesson.1.run: found 0, allowed true, a number of epochs or a condition"},
    {"return { lesson = {\n { say = 'a', set = { ['optimizer.lr'] = 'fast' } } } }",
     "x.lua:2: lesson.1.set.optimizer.lr = \"fast\" is not allowed: 0 <= lr"},
    {"return { lesson = { { say = 'a', set = { ['optimizer.rl'] = 1 } } } }",
     "x.lua:1: lesson.1.set: optimizer.rl: SGD has no parameter 'rl'; did you mean 'lr'?"},
    {"return { lesson = { { say = 'a', set = { 5 } } } }",
     "x.lua:1: lesson.1.set: paths and values belong there, as in [\"schedule.gamma\"] = 0.5"},
    {"return { lesson = { { say = 'a', set = { schedule = Adam{} } } } }",
     "x.lua:1: lesson.1.set.schedule: found Adam, expected a schedule: Constant, StepLR, MultiStepLR, ..."},
    {"return { lesson = { { ask = 'a' } } }", "x.lua:1: lesson.1: asks without choices"},
    {"return { lesson = { { ask = 'a', choices = {'b', 'c'}, answer = 3 } } }",
     "x.lua:1: lesson.1.answer: found 3, allowed a whole number 1 to 2"},
    {"return { lesson = { { ask = 'a', choices = {'b', 'c'}, run = true } } }",
     "x.lua:1: lesson.1: asks and runs: what happens is shown in the beat after the question"},
    {"return { lesson = { { reveal = 'a' } } }",
     "x.lua:1: lesson.1: reveals, but nothing was asked"},
    {"return { lesson = { { say = 'a', seeds = 3 } } }",
     "x.lua:1: lesson.1: has seeds but compares nothing"},
    {"return { lesson = { { say = 'a', compare = { { name = 'x' } } } } }",
     "x.lua:1: lesson.1.compare: found a table, allowed a list of 2 to 4 settings"},
    {"return { lesson = { { say = 'a', compare = { { name = 'x' }, {} } } } }",
     "x.lua:1: lesson.1.compare: each takes { name = \"...\", set = { ... } }"},
    {"local l = {} for i = 1, 41 do l[i] = { say = 'a' } end return { lesson = l }",
     "x.lua:1: lesson: found 41 beats, allowed at most 40"},
    {"return { notes=true }", "x.lua:1: notes: found true, allowed a text"},
    {"return {\n problem='spirals' }", "x.lua:2: problem: found \"spirals\", expected a problem: "
     "spirals, moons, circles, ...; write spirals, without quotes"},
    {"return {\n optimizer=StepLR }", "x.lua:2: optimizer: found StepLR, expected an optimizer: SGD, "
     "Adagrad, Adadelta, ..."},
    {"return {\n train=5 }", "x.lua:2: train: a table expected: {epochs=...}"},
    {"return { train={\n epochs=0 } }",
     "x.lua:2: train.epochs = 0 is not allowed: a whole number, 1 to 1000000000"},
    {"return {\n train={\n batch=8,\n interval='stp' } }",
     "x.lua:4: train.interval = \"stp\" is not allowed: auto, epoch or step; did you mean 'step'?"},
    {"return {\n -- epoch = 3\n train={ epoch=5 } }",
     "x.lua:3: train has no parameter 'epoch'; did you mean 'epochs'?"},
    {"return { schedule=SequentialLR{milestones={5},\n LinearLR{ total_iters=5 },\n"
     " CosineAnnealingLR {\n  eta_min=0,\n  T_max=-1 } } }",
     "x.lua:5: schedule.2.T_max = -1 is not allowed: a whole number, 1 <= T_max"},
    {"return {\n schedule=StepLR {\n  gamma = 0.5, -- step_size = 3\n  step_size = 0 } }",
     "x.lua:4: schedule.step_size = 0 is not allowed: a whole number, 1 <= step_size"},
    {"local x = 1\nreturn { schedule=LambdaLR{'0.95^'} }",
     "x.lua:2: schedule.lr_lambda: \"0.95^\": unexpected symbol near <eof>"},
    {"return {\n optimizer=SGD(\n  lr=0.1) }", "x.lua:2: values stand in braces: write SGD{lr=0.1}"},
    {"local x =\n = 1", "x.lua:2: unexpected symbol near '='"},
    {"local a = 1\nlocal t = spirls { }", "x.lua:2: unknown name 'spirls'; did you mean 'spirals'?"},
    {"local a\n\na.b = 1", "x.lua:3: attempt to index a nil value (local 'a')"},
    {"local function f()\n error('boo')\nend\nf()", "x.lua:2: boo"},
    {"table.sort({1, 'a'})", "x.lua:1: attempt to compare string with number"},
    {"\n for k in pairs(nil) do end",
     "x.lua:2: bad argument #1 to 'for iterator' (table expected, got nil)"},
    {"math.sin = nil", "x.lua:1: 'sin' cannot be set here"},
    {"return { title='" "\xff" "' }", "x.lua: is not UTF-8 in line 1"},
};
/* clang-format on */

static void specs(void **state)
{
    for (size_t i = 0; i < sizeof spec_errors / sizeof *spec_errors; i++) {
        const char *text = spec_errors[i].text;
        /* Only a text of several lines has a line in its place. */
        char *want =
            lrs_format("! --schedule:%s%s", strchr(text, '\n') ? "" : " ", spec_errors[i].want);
        expect_text(read_spec(*state, LRS_SCHEDULE, text), want);
        lrs_free(want);
    }
}

static void scenes(void **state)
{
    for (size_t i = 0; i < sizeof scene_errors / sizeof *scene_errors; i++) {
        char *want = lrs_format("! %s", scene_errors[i].want);
        expect_text(read_scene(*state, scene_errors[i].text), want);
        lrs_free(want);
    }
}

/* A failed reading leaves the sandbox as it was; a caller may have no use for the sentence. */
static void nothing_remains(void **state)
{
    assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, "StepLR{gamma=-1}", "--schedule", NULL));
    assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, "StepLR{", "--schedule", NULL));
    assert_null(lrs_scene_from_text(*state, "return { titel = 5 }", "x.lua", NULL));
    assert_null(lrs_scene_load(*state, "no-such-scene", NULL));
    expect_text(read_spec(*state, LRS_SCHEDULE, "StepLR{gamma=0.25}"), "StepLR{gamma=0.25}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specs),
        cmocka_unit_test(scenes),
        cmocka_unit_test(nothing_remains),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
