import type { Component } from "svelte";
import type { IconName } from "$/components/shared/icons";
import type { Place } from "$/state/places";
import CatalogueView from "$/views/catalogue/CatalogueView.svelte";
import ExploreView from "$/views/explore/ExploreView.svelte";
import HomeView from "$/views/home/HomeView.svelte";
import LearnersView from "$/views/learners/LearnersView.svelte";
import MineView from "$/views/mine/MineView.svelte";
import PlanView from "$/views/plan/PlanView.svelte";
import RoutesView from "$/views/routes/RoutesView.svelte";
import { hooks } from "./hooks";

/** What the frame knows of a place; its name is in the messages, its order in `state/navigation`. */
interface Room {
  view: Component;
  icon: IconName;
  hook: string;
}

/** Every place with its view. */
export const rooms: Record<Place, Room> = {
  home: { view: HomeView, icon: "home", hook: hooks.railHome },
  explore: { view: ExploreView, icon: "explore", hook: hooks.railExplore },
  mine: { view: MineView, icon: "mine", hook: hooks.railMine },
  routes: { view: RoutesView, icon: "routes", hook: hooks.railRoutes },
  plan: { view: PlanView, icon: "plan", hook: hooks.railPlan },
  learners: { view: LearnersView, icon: "learners", hook: hooks.railLearners },
  catalogue: { view: CatalogueView, icon: "catalogue", hook: hooks.railCatalogue },
};
