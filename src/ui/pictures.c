/* Which picture is shown: a walk through those that fit the present experiment, then the comparison
 * of the runs, then neither. */
#include <string.h>

#include "ui_act.h"

/* The names of the walk's last two stations, behind those of lrs_picture_name. */
static const char *const others[] = {"comparison", "none"};
enum { COMPARISON = LRS_PICTURES, NEITHER, STATIONS };

static const char *name_of(int station)
{
    return station < LRS_PICTURES ? lrs_picture_name((enum lrs_picture_kind)station)
                                  : others[station - COMPARISON];
}

static bool fits(const struct lrs_ui *ui, int station)
{
    return station >= COMPARISON || (ui->snap.pictures >> station & 1);
}

const char *lrs_ui_picture_name(const struct lrs_ui *ui, int i)
{
    for (int station = LRS_PIC_NONE + 1; station < STATIONS; station++)
        if (fits(ui, station) && i-- == 0)
            return name_of(station);
    return NULL;
}

enum lrs_picture_kind lrs_ui_picture(const struct lrs_ui *ui)
{
    if (ui->snap.pictures >> ui->picture & 1)
        return ui->picture;
    int kind = LRS_PIC_NONE + 1;
    while (kind < LRS_PICTURES && !fits(ui, kind))
        kind++;
    return kind < LRS_PICTURES ? (enum lrs_picture_kind)kind : LRS_PIC_NONE;
}

int lrs_ui_picture_place(const struct lrs_ui *ui, bool comparison, int *of)
{
    int place = 1;
    *of = 1;
    for (int kind = LRS_PIC_NONE + 1; kind < LRS_PICTURES; kind++) {
        *of += fits(ui, kind);
        place += fits(ui, kind) && (comparison || kind < (int)lrs_ui_picture(ui));
    }
    return place;
}

/* Where the panel has no room it takes the whole screen. */
static void go_to(struct lrs_ui *ui, int station)
{
    struct lrs_layout l;
    ui->picture_off = station == NEITHER;
    ui->comparing = station == COMPARISON;
    if (station < COMPARISON)
        ui->picture = (enum lrs_picture_kind)station;
    if (ui->picture_off) {
        ui->maximised = ui->maximised && ui->focus != LRS_PANEL_PICTURE;
        ui->focus = ui->focus == LRS_PANEL_PICTURE ? LRS_PANEL_CONTROL : ui->focus;
        return;
    }
    lrs_ui_layout(ui, &l);
    if (l.picture.h > 0 || l.compare.h > 0)
        return;
    ui->maximised = true;
    ui->focus = LRS_PANEL_PICTURE;
}

static bool go_by_name(struct lrs_ui *ui, const char *name, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name};
    for (int station = LRS_PIC_NONE + 1; station < STATIONS; station++) {
        lrs_nearest_try(&near, name_of(station));
        if (strcmp(name, name_of(station)) != 0)
            continue;
        if (!fits(ui, station))
            return lrs_fail(err,
                            "there is no picture '%s' of this experiment; v walks through those "
                            "there are",
                            name);
        go_to(ui, station);
        return true;
    }
    return lrs_fail(err, "there is no picture '%s'%s", name, lrs_nearest_hint(&near));
}

LRS_ACT(lrs_act_picture)
{
    if (args)
        return go_by_name(ui, args, err);
    int station = ui->picture_off ? LRS_PIC_NONE
                  : ui->comparing ? COMPARISON
                                  : (int)lrs_ui_picture(ui);
    do
        station++;
    while (station < STATIONS && !fits(ui, station));
    go_to(ui, station);
    return true;
}
