/* Python as people paste it: what it becomes, or the sentence that says what was not understood. */
#include "scenes.h"

struct pair {
    const char *text, *want;
};

/* clang-format off */
static const struct pair schedules[] = {
    /* constructors as they stand in scripts */
    {"StepLR(optimizer, step_size=30, gamma=0.1)", "StepLR{step_size=30}"},
    {"StepLR(optimizer, 30, 0.5)", "StepLR{step_size=30, gamma=0.5}"},
    {"lr_scheduler.StepLR(\n step_size=3)", "StepLR{step_size=3}"},
    {"torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.01, total_steps=1000, last_epoch=-1)",
     "OneCycleLR{max_lr=0.01, total_steps=1000}"},
    {"scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=2*30, eta_min=1e-5)",
     "CosineAnnealingLR{T_max=60, eta_min=1e-05}"},
    {"self.scheduler = ExponentialLR(self.optimizer, gamma=0.9,)", "ExponentialLR{gamma=0.9}"},
    {"MultiStepLR(optimizer, milestones=[30, 90], gamma=0.1)", "MultiStepLR{milestones={30, 90}}"},
    {"MultiStepLR(opt, (30, 90,), .1, -1)", "MultiStepLR{milestones={30, 90}}"},
    {"sched = StepLR(optimizer=opt, gamma=1/2, verbose=True)  # halves\n", "StepLR{gamma=0.5}"},
    {"PolynomialLR(opt, total_iters=4, power=1.0)", "PolynomialLR{total_iters=4}"},
    {"LinearLR(opt, 0.1, 1, 1_0)", "LinearLR{start_factor=0.1, total_iters=10}"},
    {"ConstantLR(opt)", "ConstantLR"},
    {"CosineAnnealingWarmRestarts(opt, 10, 2, 1e-4, verbose=False)",
     "CosineAnnealingWarmRestarts{T_mult=2, eta_min=0.0001}"},
    {"ReduceLROnPlateau(optimizer, 'min', 0.5, 3, 1e-3, \"abs\", 2, 1e-6, 1e-9, True)",
     "ReduceLROnPlateau{factor=0.5, patience=3, threshold=0.001, threshold_mode=\"abs\", cooldown=2, "
     "min_lr=1e-06, eps=1e-09}"},
    {"ReduceLROnPlateau(optimizer, 'max', min_lr=[0.01])", "ReduceLROnPlateau{mode=\"max\", min_lr=0.01}"},
    {"CyclicLR(opt, 0.001, 0.1, 50, None, 'triangular2', 1., None, 'cycle', False)",
     "CyclicLR{max_lr=0.1, step_size_up=50, mode=\"triangular2\", cycle_momentum=false}"},
    {"OneCycleLR(opt, 0.2, None, 10, 20, 0.4, 'linear', True, 0.8, 0.9, 10, 100, True)",
     "OneCycleLR{max_lr=0.2, total_steps=200, pct_start=0.4, anneal_strategy=\"linear\", "
     "base_momentum=0.8, max_momentum=0.9, div_factor=10, final_div_factor=100, three_phase=true}"},
    {"OneCycleLR(opt, max_lr=0.2, epochs=10, steps_per_epoch=2 * 50)",
     "OneCycleLR{max_lr=0.2, total_steps=1000}"},
    {"OneCycleLR(opt, 0.2, total_steps=7, epochs=n, steps_per_epoch=len(l))",
     "OneCycleLR{max_lr=0.2, total_steps=7}"},
    {"SequentialLR(optimizer, schedulers=[LinearLR(optimizer, 0.1, total_iters=5),\n"
     "  CosineAnnealingLR(optimizer, 45)], milestones=[5])",
     "SequentialLR{milestones={5}, LinearLR{start_factor=0.1}, CosineAnnealingLR{T_max=45}}"},
    {"SequentialLR(o, [ConstantLR(o), StepLR(o)], [3])",
     "SequentialLR{milestones={3}, ConstantLR, StepLR}"},
    {"ChainedScheduler([ConstantLR(o, 0.5, 4), ExponentialLR(o, 0.9)], optimizer=o)",
     "ChainedScheduler{ConstantLR{factor=0.5, total_iters=4}, ExponentialLR{gamma=0.9}}"},
    /* Hugging Face's functions */
    {"scheduler = get_linear_schedule_with_warmup(optimizer, num_warmup_steps=5, num_training_steps=50)",
     "LinearToZero{num_warmup_steps=5, num_training_steps=50}"},
    {"transformers.get_cosine_schedule_with_warmup(optimizer=opt, num_warmup_steps=5, num_training_steps=50)",
     "CosineWithMinLR{min_lr_rate=0, num_warmup_steps=5, num_training_steps=50}"},
    {"get_cosine_with_hard_restarts_schedule_with_warmup(opt, 5, 50, 3)",
     "CosineHardRestarts{num_cycles=3, num_warmup_steps=5, num_training_steps=50}"},
    {"get_cosine_with_min_lr_schedule_with_warmup(opt, 5, 50, 0.5, -1, 1e-4)",
     "CosineWithMinLR{min_lr=0.0001, num_warmup_steps=5, num_training_steps=50}"},
    {"get_polynomial_decay_schedule_with_warmup(opt, 5, 50, power=2.0)",
     "PolyScheduler{max_update=50, final_lr=1e-07, warmup_steps=5}"},
    {"get_polynomial_decay_schedule_with_warmup(opt, num_training_steps=50, num_warmup_steps=5, lr_end=0)",
     "PolyScheduler{max_update=50, pwr=1, warmup_steps=5}"},
    {"get_inverse_sqrt_schedule(opt, 5, last_epoch=-1)", "InverseSqrtLR{num_warmup_steps=5}"},
    {"get_constant_schedule_with_warmup(opt, 7)", "LinearLR{start_factor=0, total_iters=7}"},
    {"get_constant_schedule(opt)", "Constant"},
    {"SequentialLR(opt, [get_constant_schedule(opt), StepLR(opt)], [4])",
     "SequentialLR{milestones={4}, Constant, StepLR}"},
    /* without the optimizer, as nobody has to type it here */
    {"StepLR(10)", "StepLR"},
    {"MultiStepLR([1, 2])", "MultiStepLR{milestones={1, 2}}"},
    /* names that the text explains */
    {"warmup = LinearLR(opt, 0.1, total_iters=5)\nmain = CosineAnnealingLR(opt, T_max=45)\n"
     "sched = SequentialLR(opt, [warmup, main], [5])",
     "SequentialLR{milestones={5}, LinearLR{start_factor=0.1}, CosineAnnealingLR{T_max=45}}"},
    {"epochs = 40\nsteps = 5 * epochs; epochs = 1\nsched = StepLR(opt, steps // 3)", "StepLR{step_size=66}"},
    {"lr = 1\nlr = lr / 2\nStepLR(opt, gamma=lr)", "StepLR{gamma=0.5}"},
    {"import torch\nfrom torch.optim import lr_scheduler\nmodel = Net(3).to('cuda')\n"
     "def f(x):\n    return x\nself.T = 7\nsched = lr_scheduler.CosineAnnealingLR(opt, self.T)\n"
     "for epoch in range(7):\n    train(model)\n    sched.step()\n", "CosineAnnealingLR{T_max=7}"},
    {"decay = lambda e: 0.5 ** e\nLambdaLR(opt, lr_lambda=[decay])", "LambdaLR{\"0.5^t\"}"},
    /* lambdas */
    {"LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)", "LambdaLR{\"0.95^t\"}"},
    {"LambdaLR(o, lambda step: min((step + 1) / 10, 1.0))", "LambdaLR{\"min((t + 1) / 10, 1)\"}"},
    {"LambdaLR(o, lambda e: 0.1 ** (e // 30))", "LambdaLR{\"0.1^(t // 30)\"}"},
    {"LambdaLR(o, lambda e: 1 if e < 10 else 0.1 if e < 20 else 0.01)",
     "LambdaLR{\"t < 10 and 1 or (t < 20 and 0.1 or 0.01)\"}"},
    {"LambdaLR(o, lambda e: 0.5 * (1 + math.cos(math.pi * e / 100)))",
     "LambdaLR{\"0.5 * (1 + cos(3.141592653589793 * t / 100))\"}"},
    {"LambdaLR(o, lambda e: np.exp(-e / 2) + pow(e, 2) * int(e / 3) - math.log10(e + 1))",
     "LambdaLR{\"exp(-t / 2) + t^2 * (modf(t / 3)) - log(t + 1, 10)\"}"},
    {"LambdaLR(o, lambda e: (e > 5) * 0.5 + (e % 2 != 0))",
     "LambdaLR{\"(t > 5 and 1 or 0) * 0.5 + (t % 2 ~= 0 and 1 or 0)\"}"},
    {"LambdaLR(o, lambda e: 1.0 if e % 2 and not e == 3 else 2.0)",
     "!.lr_lambda: 'and' between numbers is not understood; write a if c else b"},
    {"LambdaLR(o, lambda e: 1.0 if e > 2 and not e == 3 or e < 1 else 2.0)",
     "LambdaLR{\"(t > 2 and not (t == 3) or t < 1) and 1 or 2\"}"},
    {"LambdaLR(o, lambda e: 1.0 if e % 2 else -(-e) - -2)", "LambdaLR{\"t % 2 ~= 0 and 1 or -(-t) - -2\"}"},
    {"LambdaLR(o, lambda e: (2 ** 3) ** e ** -1 - (e - (e - 1)) * 1.0)",
     "LambdaLR{\"8^t^(-1) - (t - (t - 1)) * 1\"}"},
    {"LambdaLR(o, lambda e: max(1, min(2, 3)) * (2 < 3) + (7 // -2) + 7 % -4)", "LambdaLR{\"-3\"}"},
    {"LambdaLR(o, lambda _: 1)", "LambdaLR{\"1\"}"},
    /* what cannot be known or is not understood */
    {"CosineAnnealingLR(optimizer, T_max=len(loader)*epochs)",
     "!.T_max: what are len(loader) and epochs? write their values in their place"},
    {"StepLR(optimizer, args.step)", "!.step_size: what is args.step? write its value in its place"},
    {"LambdaLR(opt, lr_lambda=warm_up)", "!.lr_lambda: what is warm_up? write its value in its place"},
    {"LambdaLR(opt, lambda e: e / total)", "!.lr_lambda: what is total? write its value in its place"},
    {"MultiStepLR(opt, [3, n])", "!.milestones.2: what is n? write its value in its place"},
    {"MultiStepLR(opt, [10 * i for i in range(3)])",
     "!.milestones: what is [10 * i for i in range(3)]? write its value in its place"},
    {"SequentialLR(opt, [a, StepLR(opt)], [3])", "!what is a? write its value in its place"},
    {"StepLR(opt, **cfg)", "!what is in 'cfg'? write its values one by one"},
    {"OneCycleLR(opt, 0.1, epochs=10)",
     "!OneCycleLR needs numbers for both epochs and steps_per_epoch, or total_steps"},
    {"OneCycleLR(opt, 0.1, epochs=10, steps_per_epoch=len(loader))",
     "!what is len(loader)? write its value in its place"},
    {"StepLR(opt, 3, last_epoch=10)", "!.last_epoch is not known here; only last_epoch=-1 is"},
    {"StepLR(opt, 3, 0.1, 5)", "!.last_epoch is not known here; only last_epoch=-1 is"},
    {"CyclicLR(opt, 1, 2, scale_fn=lambda x: 1)", "!.scale_fn is not known here; only scale_fn=None is"},
    {"StepLR(opt, 3, 0.1, -1, False, 7)", "!StepLR takes no more than 4 values by position"},
    {"StepLR(opt, 3, step_size=4)", "!.step_size is given twice"},
    {"StepLR(opt, gama=0.5)", "!StepLR has no parameter 'gama'; did you mean 'gamma'?"},
    {"StepLR(opt, gamma=-1)", "!.gamma = -1 is not allowed: 0 <= gamma"},
    {"StepLR(opt, step_size=2.5)", "!.step_size = 2.5 is not allowed: a whole number, 1 <= step_size"},
    {"StepLR(opt, gamma='x')", "!.gamma = \"x\" is not allowed: 0 <= gamma"},
    {"StepLR(opt, gamma=None)", "!.gamma: found None, allowed 0 <= gamma"},
    {"StepLR(opt, gamma=[1, 2])",
     "!.gamma: found a list of 2 values; there is one group of parameters here"},
    {"StepLR(opt, gamma=lambda e: e)", "!.gamma: found a lambda, allowed 0 <= gamma"},
    {"StepLR(opt, gamma=StepLR(opt))", "!.gamma: found StepLR, allowed 0 <= gamma"},
    {"StepLR(opt, gamma=1/0)", "!.gamma: division by zero"},
    {"StepLR(opt, gamma='a' * 2)", "!.gamma: '*' takes numbers"},
    {"SequentialLR(opt, [StepLR(opt), Adam(p)], [3])",
     "!found Adam as child 2 of SequentialLR, expected a schedule"},
    {"SequentialLR(opt, [LinearLR(opt), StepLR(opt, gamma=-1)], [3])",
     "!.2.gamma = -1 is not allowed: 0 <= gamma"},
    {"SequentialLR(opt, [LinearLR(opt), StepLR(opt)], [3, 4])",
     "!2 schedules need 1 milestones, one where each but the first begins; found 2"},
    {"CyclicLR(opt, 1, 2, mode='triangle')",
     "!.mode = \"triangle\" is not allowed: triangular, triangular2 or exp_range; did you mean "
     "'triangular'?"},
    {"LambdaLR(o, lambda a, b: 1)", "!.lr_lambda: a lambda of one variable: ':' expected, found ','"},
    {"LambdaLR(o, lambda e: 1 < e < 3)",
     "!.lr_lambda: a < b < c is not understood; write a < b and b < c"},
    {"LambdaLR(o, lambda e: [e])", "!.lr_lambda: the lambda must give a number"},
    {"LambdaLR(o, lambda e: math.cos())", "!.lr_lambda: 'cos' does not take 0 values here"},
    {"SWALR(opt, 0.1)", "!there is no schedule 'SWALR'"},
    {"sched = lr_scheduler.StpLR(opt, 3)\nopt = SGD(p)", "!1: there is no schedule 'StpLR'; did you mean 'StepLR'?"},
    {"foo(3)", "!there is no schedule 'foo'"},
    {"SGD(p, lr=0.1)", "!found SGD, expected a schedule"},
    {"StepLR(opt, 3", "!',' or ')' expected, found the end"},
    {"StepLR(opt, gamma=)", "!.gamma: a value expected, found ')'"},
    {"StepLR(opt, gamma=0.5 0.5)", "!',' or ')' expected, found '0.5'"},
    {"StepLR(opt, gamma=1e)", "!.gamma: '1e' is no number"},
    {"StepLR(opt, gamma='x)", "!.gamma: the text that begins with 'x) does not end"},
    {"StepLR(opt, 3) if x else None", "!x is no schedule"},
    {"StepLR(opt, 3) + 1", "!'+' takes numbers"},
    {"StepLR(opt, 3) @ 1", "!found '@' behind the schedule"},
    /* our own language keeps its words */
    {"LambdaLR(\"0.5^t\")", "LambdaLR{\"0.5^t\"}"},
    {"StepLR({gamma=0.5})", "StepLR{gamma=0.5}"},
    {"LambdaLR(function(t) return 1 end)", "LambdaLR{function(t) return 1 end}"},
};

static const struct pair optimizers[] = {
    {"optim.Adam(model.parameters(), lr=1e-3)", "Adam"},
    {"torch.optim.SGD(params, lr=0.1, momentum=0.9, nesterov=True)",
     "SGD{lr=0.1, momentum=0.9, nesterov=true}"},
    {"optimizer = SGD(model.parameters(), 0.1, 0.9, 0, 1e-4, True, maximize=False)",
     "SGD{lr=0.1, momentum=0.9, weight_decay=0.0001, nesterov=true}"},
    {"AdamW(filter(lambda p: p.requires_grad, net.parameters()), betas=(0.9, 0.95), fused=True)",
     "AdamW{betas={0.9, 0.95}}"},
    {"NAdam((p for p in m.parameters()), 0.01, (0.8, 0.9), 1e-7, 0.1, 0.02, foreach=None)",
     "NAdam{lr=0.01, betas={0.8, 0.9}, eps=1e-07, weight_decay=0.1, momentum_decay=0.02}"},
    {"Adam([{'params': a}, {'params': b}], lr=2e-3)", "Adam{lr=0.002}"},
    {"RMSprop(params=p, alpha=0.9, centered=True)", "RMSprop{alpha=0.9, centered=true}"},
    {"Adagrad(p, 0.1, 0.2, 0.3, 0.4, 0.5)",
     "Adagrad{lr=0.1, lr_decay=0.2, weight_decay=0.3, initial_accumulator_value=0.4, eps=0.5}"},
    {"Lion(model.parameters(), lr=1e-4, weight_decay=1e-2)", "Lion{weight_decay=0.01}"},
    {"keras.optimizers.SGD(learning_rate=0.2, momentum=0.5)", "SGD{lr=0.2, momentum=0.5}"},
    {"opt = Adam(p)\nsched = StepLR(opt, 3)", "Adam"},
    {"Adam(p, betas=(0.9,))", "!.betas has 1 entries; allowed: a list of 2 numbers, each 0 <= x < 1"},
    {"Adam(p, betas=(0.9, True))", "!.betas.2: found no number, allowed a list of 2 numbers, each 0 <= x < 1"},
    {"Adam(p, betas=(0.9, 1))", "!.betas.2 = 1 is not allowed: a list of 2 numbers, each 0 <= x < 1"},
    {"SGD(p, lr=args.lr)", "!.lr: what is args.lr? write its value in its place"},
    {"SGD(p, maximize=True)", "!.maximize is not known here; only maximize=False is"},
    {"SGD(p, 0.1, nesterov=True)", "!nesterov needs a momentum above 0 and a dampening of 0"},
    {"Adam([{'params': a, 'lr': 0.1}])",
     "!groups of parameters with their own 'lr' are not known here"},
    {"optim.LBFGS(p)", "!there is no optimizer 'LBFGS'"},
    {"StepLR(opt, 3)", "!found StepLR, expected an optimizer"},
};
/* clang-format on */

/* A sentence is given without the place and without "schedule" at its head; a registry's may list
 * more names at its end. */
static int check(struct lrs_lua *lua, enum lrs_part part, const struct pair *p)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lrs_lua_spec(lua, part, p->text, "--x", &err);
    struct lrs_str out = {0};
    if (spec)
        lrs_spec_print(spec, false, &out);
    const char *want = p->want + (p->want[0] == '!'), *got = spec ? lrs_str_text(&out) : err.msg;
    const char *heads[] = {"--x:", " ", lrs_part_name(part), ": "};
    for (int i = 0; !spec && want[0] != '.' && i < 4; i++)
        got += strncmp(got, heads[i], strlen(heads[i])) == 0 ? strlen(heads[i]) : 0;
    const char *dot = !spec && want[0] == '.' ? strchr(got, '.') : NULL;
    got = dot ? dot : got;
    size_t len = strstr(want, "there is no") ? strlen(want) : strlen(got) + 1;
    bool ok = !spec == (p->want[0] == '!') && strncmp(got, want, len) == 0;
    if (!ok)
        print_error("%s\nis   %s%s\nnot  %s\n", p->text, spec ? "" : "! ", got, p->want);
    lrs_spec_free(spec);
    lrs_str_clear(&out);
    return !ok;
}

static void schedules_are_understood(void **state)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++)
        bad += check(*state, LRS_SCHEDULE, &schedules[i]);
    assert_int_equal(bad, 0);
}

static void optimizers_are_understood(void **state)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof optimizers / sizeof *optimizers; i++)
        bad += check(*state, LRS_OPTIMIZER, &optimizers[i]);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules_are_understood),
        cmocka_unit_test(optimizers_are_understood),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
