# Completion of lrscope's command line for fish; made by `make papers` from the program's tables.

set -g __lrscope_problems spirals moons circles xor blobs sparse wave digits iris csv quadratic noisy_quadratic rosenbrock beale himmelblau rastrigin saddle
set -g __lrscope_models mlp
set -g __lrscope_optimizers SGD Adagrad Adadelta RMSprop Adam AdamW Adamax NAdam RAdam Lion
set -g __lrscope_schedules Constant StepLR MultiStepLR PiecewiseConstant ExponentialLR NaturalExpDecay InverseTimeDecay PolynomialLR PolyScheduler LinearLR LinearToZero REX CosineAnnealingLR CosineWithMinLR CosineAnnealingWarmRestarts CosineHardRestarts LogAnnealingLR CyclicLR OneCycleLR WarmupStableDecay NoamDecay InverseSqrtLR ReduceLROnPlateau LambdaLR MultiplicativeLR Table ConstantLR SequentialLR ChainedScheduler Staircase
set -g __lrscope_commands curve run find snapshot export notes list
set -g __lrscope_topics schedules optimizers problems models scenes actions keys
set -g __lrscope_themes dark light contrast mono
set -g __lrscope_path_names problem.classes problem.points problem.noise problem.label_noise problem.turns problem.factor problem.cells problem.common problem.rare problem.rarity problem.frequency problem.inputs problem.path problem.label problem.task problem.ignore problem.kappa problem.start problem.spread problem.dim problem.spectrum problem.b problem.amplitude model.hidden model.activation model.init optimizer.lr optimizer.momentum optimizer.dampening optimizer.weight_decay optimizer.nesterov optimizer.semantics optimizer.lr_decay optimizer.initial_accumulator_value optimizer.eps optimizer.rho optimizer.alpha optimizer.centered optimizer.betas optimizer.amsgrad optimizer.momentum_decay schedule.step_size schedule.gamma schedule.semantics schedule.milestones schedule.boundaries schedule.values schedule.decay_rate schedule.decay_steps schedule.staircase schedule.total_iters schedule.power schedule.max_update schedule.pwr schedule.final_lr schedule.warmup_steps schedule.warmup_begin_lr schedule.warmup_mode schedule.cycle schedule.start_factor schedule.end_factor schedule.num_warmup_steps schedule.num_training_steps schedule.beta schedule.T_max schedule.eta_min schedule.min_lr_rate schedule.min_lr schedule.num_cycles schedule.T_0 schedule.T_mult schedule.k schedule.eps schedule.base_lr schedule.max_lr schedule.step_size_up schedule.step_size_down schedule.mode schedule.cycle_momentum schedule.base_momentum schedule.max_momentum schedule.total_steps schedule.pct_start schedule.anneal_strategy schedule.div_factor schedule.final_div_factor schedule.three_phase schedule.num_decay_steps schedule.decay_type schedule.num_stable_steps schedule.min_lr_ratio schedule.warmup_type schedule.d_model schedule.timescale schedule.factor schedule.patience schedule.threshold schedule.threshold_mode schedule.cooldown schedule.lr_lambda schedule.every schedule.interpolate schedule.of schedule.file train.epochs train.steps train.batch train.seed train.validation train.interval train.monitor train.on_edit finder.start_lr finder.end_lr finder.num_it finder.mode finder.smooth finder.diverge finder.from

function __lrscope_first
    test (count (commandline -opc)) -eq 1
end

# Is the command one of those given? "instrument" stands for none.
function __lrscope_in
    set -l words (commandline -opc)
    set -l command instrument
    if set -q words[2]; and contains -- $words[2] $__lrscope_commands
        set command $words[2]
    end
    contains -- $command $argv
end

# Scenes are asked for, since they may be one's own: name and title.
function __lrscope_scenes
    set -l words (commandline -opc)
    set -l lines ($words[1] list scenes 2>/dev/null)
    string replace -r ' +' \t -- $lines[2..-1]
end

# PATH=VALUE
function __lrscope_paths
    set -l typed (string split -m 1 = -- (commandline -ct | string replace -r '^--[a-z]+=' ''))
    switch $typed[1]
        case problem.inputs
            printf 'problem.inputs=%s\n' all petal sepal
        case problem.task
            printf 'problem.task=%s\n' auto classify regress
        case problem.spectrum
            printf 'problem.spectrum=%s\n' power log flat
        case model.activation
            printf 'model.activation=%s\n' relu tanh sigmoid
        case model.init
            printf 'model.init=%s\n' torch xavier he zero
        case optimizer.nesterov
            printf 'optimizer.nesterov=%s\n' true false
        case optimizer.semantics
            printf 'optimizer.semantics=%s\n' torch keras
        case optimizer.centered
            printf 'optimizer.centered=%s\n' true false
        case optimizer.amsgrad
            printf 'optimizer.amsgrad=%s\n' true false
        case schedule.semantics
            printf 'schedule.semantics=%s\n' torch keras optax mxnet
        case schedule.staircase
            printf 'schedule.staircase=%s\n' true false
        case schedule.warmup_mode
            printf 'schedule.warmup_mode=%s\n' linear constant
        case schedule.cycle
            printf 'schedule.cycle=%s\n' true false
        case schedule.mode
            printf 'schedule.mode=%s\n' triangular triangular2 exp_range
        case schedule.cycle_momentum
            printf 'schedule.cycle_momentum=%s\n' true false
        case schedule.anneal_strategy
            printf 'schedule.anneal_strategy=%s\n' cos linear
        case schedule.three_phase
            printf 'schedule.three_phase=%s\n' true false
        case schedule.decay_type
            printf 'schedule.decay_type=%s\n' linear cosine 1-sqrt
        case schedule.warmup_type
            printf 'schedule.warmup_type=%s\n' linear cosine 1-sqrt
        case schedule.threshold_mode
            printf 'schedule.threshold_mode=%s\n' rel abs
        case schedule.interpolate
            printf 'schedule.interpolate=%s\n' hold linear
        case schedule.of
            printf 'schedule.of=%s\n' rate factor
        case train.interval
            printf 'train.interval=%s\n' auto epoch step
        case train.monitor
            printf 'train.monitor=%s\n' val_loss train_loss val_accuracy
        case train.on_edit
            printf 'train.on_edit=%s\n' start continue restart chain
        case finder.mode
            printf 'finder.mode=%s\n' exponential linear
        case finder.from
            printf 'finder.from=%s\n' fresh current
        case '*'
            printf '%s=\n' $__lrscope_path_names
    end
end

complete -c lrscope -e
complete -c lrscope -n __lrscope_first -a curve -d 'the rate alone: step,lr[,momentum]'
complete -c lrscope -n __lrscope_first -a run -d 'train without a screen: step,epoch,lr,train_loss,...'
complete -c lrscope -n __lrscope_first -a find -d 'the learning-rate finder: step,lr,loss,smoothed'
complete -c lrscope -n __lrscope_first -a snapshot -d 'one frame of the instrument as a picture'
complete -c lrscope -n __lrscope_first -a export -d 'code that does the same, or the planned rates'
complete -c lrscope -n __lrscope_first -a notes -d 'what a lesson says, with the presenter'\''s notes'
complete -c lrscope -n __lrscope_first -a list -d 'what there is of schedules, problems, scenes, keys, ...'
complete -c lrscope -n '__lrscope_in instrument' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in curve' -x -a "$__lrscope_schedules"
complete -c lrscope -n '__lrscope_in run' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in find' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in snapshot' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in export' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in notes' -F -a '(__lrscope_scenes)'
complete -c lrscope -n '__lrscope_in list' -x -a "$__lrscope_topics"
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l problem -x -a "$__lrscope_problems" -d 'what is learnt: '\''spirals{classes=3}'\'', rosenbrock, ...'
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l model -x -a "$__lrscope_models" -d 'what learns: '\''mlp{hidden={32,32}}'\'''
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l optimizer -x -a "$__lrscope_optimizers" -d 'how it learns: '\''SGD{lr=0.1, momentum=0.9}'\'''
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l schedule -x -a "$__lrscope_schedules" -d 'the rate over time: '\''CosineAnnealingLR{T_max=50}'\'''
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l set -x -a '(__lrscope_paths)' -d 'any value: schedule.gamma=0.5; may be repeated'
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l epochs -x -d 'length of the run in passes over the data'
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l steps -x -d 'length of the run in updates'
complete -c lrscope -n '__lrscope_in instrument run find snapshot export' -l seed -x -d 'seed of data, initial weights and batches'
complete -c lrscope -n '__lrscope_in curve' -l lr -x -d 'base rate (0.1)'
complete -c lrscope -n '__lrscope_in curve' -l steps -x -d 'rows to print, and the horizon T (100)'
complete -c lrscope -n '__lrscope_in curve' -l metric -r -F -d 'what a plateau schedule sees, one number a tick and line'
complete -c lrscope -n '__lrscope_in curve run find' -l format -x -a 'csv json' -d 'how rows are written (csv)'
complete -c lrscope -n '__lrscope_in export' -l to -x -a 'pytorch keras optax lua csv json' -d 'what to write (pytorch)'
complete -c lrscope -n '__lrscope_in export' -l replay -d 'with pytorch: a script with data and weights that repeats the run'
complete -c lrscope -n '__lrscope_in run export' -s o -r -F -d 'write to FILE, which appears when it is complete'
complete -c lrscope -n '__lrscope_in run' -l every -x -d 'print each K-th step, epochs'\'' ends and the last step (1)'
complete -c lrscope -n '__lrscope_in run' -l compare -x -a "$__lrscope_schedules" -d 'train with this schedule, too; may be repeated'
complete -c lrscope -n '__lrscope_in instrument run' -l jobs -x -d 'threads (as many as processors)'
complete -c lrscope -n '__lrscope_in snapshot' -l at -x -d 'after so many steps (the whole run)'
complete -c lrscope -n '__lrscope_in snapshot' -l to -x -a 'text ansi svg' -d 'kind of picture (text)'
complete -c lrscope -n '__lrscope_in instrument snapshot' -l size -x -d 'columns and rows of a picture or script (80x24)'
complete -c lrscope -n '__lrscope_in instrument' -l script -r -F -d 'carry out keys and :actions without a terminal'
complete -c lrscope -n '__lrscope_in instrument snapshot' -l ascii -d 'draw with ASCII only'
complete -c lrscope -n '__lrscope_in instrument snapshot' -l theme -x -a "$__lrscope_themes" -d 'dark, light, contrast or mono'
complete -c lrscope -n '__lrscope_in instrument' -l no-mouse -d 'leave the mouse to the terminal'
complete -c lrscope -n '__lrscope_in instrument' -l fps -x -d 'frames a second at most (30)'
complete -c lrscope -n '__lrscope_in list' -l format -x -a 'table json' -d 'for people or for programs (table)'
complete -c lrscope -n '__lrscope_in instrument curve run find snapshot export notes list' -l help -d 'print this and exit'
complete -c lrscope -n '__lrscope_in instrument' -l version -d 'print the version and exit'
